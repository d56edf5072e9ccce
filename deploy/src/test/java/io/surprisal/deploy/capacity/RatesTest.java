package io.surprisal.deploy.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatesTest {

    @TempDir
    Path folder;

    @Test
    void areThoseThatABenchHasWritten() throws IOException {
        Path file = written("{\"rate_event_us\": 64, \"rate_broker_us\": 5, \"rate_restore_mb_per_s\": 80}");

        Rates rates = Rates.of(file);

        assertThat(rates.eventMicros()).isEqualTo(64);
        assertThat(rates.brokerMicros()).isEqualTo(5);
        assertThat(rates.restoreBytesPerSecond()).isEqualTo(80e6);
        assertThat(rates.featureMicros() / rates.eventMicros())
                .isEqualTo(Rates.REFERENCE.featureMicros() / Rates.REFERENCE.eventMicros());
    }

    @Test
    void refusesAFileWithoutThemNamingTheCommandThatWritesOne() throws IOException {
        Path file = written("{\"rate_event_us\": 64}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rates.of(file))
                .withMessageContaining("rate_broker_us")
                .withMessageContaining("bench --only scale --json");
    }

    private Path written(String json) throws IOException {
        Path file = folder.resolve("speed.json");
        Files.writeString(file, json);
        return file;
    }
}
