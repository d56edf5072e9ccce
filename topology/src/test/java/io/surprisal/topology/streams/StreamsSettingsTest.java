package io.surprisal.topology.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.topology.patience.WaitEndedException;
import io.surprisal.topology.settings.DetectorSettings;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

    @Test
    void areExactlyOnceUnlessToldOtherwise() {
        Properties properties = StreamsSettings.of(DetectorSettings.of(Map.of("features", "cpu")));

        assertThat(properties).containsEntry("processing.guarantee", "exactly_once_v2");
        assertThat(properties).containsEntry("commit.interval.ms", 200L);
        assertThat(properties).containsEntry("ensure.explicit.internal.resource.naming", true);
    }

    @Test
    void sayWhatAtLeastOnceCosts() {
        DetectorSettings settings =
                DetectorSettings.of(Map.of("features", "cpu", "processing.guarantee", "at_least_once"));

        assertThat(StreamsSettings.warning(settings))
                .isEqualTo(
                        "processing.guarantee=at_least_once: a crash may lose or repeat the alerts of the last 200 ms");
    }

    @Test
    void areValidToStreamsAndLetTheOperatorWin() {
        DetectorSettings settings = DetectorSettings.of(Map.of(
                "features", "cpu",
                "kafka.security.protocol", "SSL",
                "streams.num.standby.replicas", "1",
                "streams.producer.linger.ms", "5"));

        StreamsConfig config = new StreamsConfig(StreamsSettings.of(settings));

        assertThat(config.getInt("num.standby.replicas")).isEqualTo(1);
        assertThat(config.getString("security.protocol")).isEqualTo("SSL");
        assertThat(config.getProducerConfigs("client")).containsEntry("linger.ms", "5");
        assertThat(StreamsSettings.client(settings)).containsEntry("security.protocol", "SSL");
    }

    @Test
    void replaceAThreadWhoseWaitEndedAndStopForAnythingElse() {
        FailurePolicy policy = new FailurePolicy();

        assertThat(policy.handle(new StreamsException(new WaitEndedException("no registry"))))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(policy.reason()).isEmpty();
        assertThat(policy.handle(new StreamsException(new SerializationException("the state of a series"))))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThat(policy.reason())
                .isEqualTo("org.apache.kafka.common.errors.SerializationException: the state of a series");
    }
}
