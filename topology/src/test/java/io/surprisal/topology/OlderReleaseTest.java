package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Score;
import io.surprisal.avro.VerdictKind;
import io.surprisal.model.series.SeriesHeader;
import io.surprisal.model.series.SeriesStateLayout;
import io.surprisal.schemas.RegistrySerdes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Today's detector on what programs of older releases have written. The files in {@code released} are theirs and are never
 * made again: {@code models-topic} has the records of two versions and of the champion's alias, which means the second one
 * from the hour on, under the schema of that release; {@code series-state} is what its detector remembered of 50 rows.
 */
class OlderReleaseTest {

    private static final int OLDER_ROWS = 50;
    private static final int SWAP = 60;
    private static final int ROWS = 120;

    @ParameterizedTest(name = "release {0}")
    @ValueSource(strings = "0.1.0")
    void scoresByTheVersionsThatAnOlderReleasePublished(String release) throws IOException {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("model.fallback", "none"))) {
            readModels(detector, release);

            detector.readRows("web-1", 0, ROWS);

            List<Score> scores = detector.scores();
            assertThat(scores.subList(0, SWAP))
                    .extracting(Score::getModelVersion)
                    .containsOnly("1");
            assertThat(scores.subList(SWAP, ROWS))
                    .extracting(Score::getModelVersion)
                    .containsOnly("2");
            assertThat(scores).noneMatch(Score::getVersionFallback);
            assertThat(detector.count("surprisal.models.refused")).isZero();
        }
    }

    @ParameterizedTest(name = "release {0}")
    @ValueSource(strings = "0.1.0")
    void goesOnWithWhatAnOlderReleaseRememberedOfASeries(String release) throws IOException {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("model.fallback", "none"))) {
            readModels(detector, release);
            detector.remember("web-1", resource("series-state-" + release + ".bin"));

            detector.readRows("web-1", OLDER_ROWS, ROWS);

            List<Score> scores = detector.scores();
            assertThat(scores.subList(0, OLDER_ROWS))
                    .extracting(Score::getVerdict)
                    .containsOnly(VerdictKind.WARMING_UP);
            assertThat(scores.subList(OLDER_ROWS, scores.size()))
                    .extracting(Score::getVerdict)
                    .containsOnly(VerdictKind.SCORED);
            assertThat(detector.count("surprisal.version.changes")).isEqualTo(1);
            SeriesHeader header = detector.state("web-1").orElseThrow().header();
            assertThat(header.formatVersion()).isEqualTo(SeriesStateLayout.FORMAT_VERSION);
            assertThat(header.rows()).isEqualTo(ROWS);
        }
    }

    private static void readModels(DetectorFixture detector, String release) throws IOException {
        Serializer<GenericRecord> serializer =
                new RegistrySerdes(detector.registry()).generic().serializer();
        try (DataFileStream<GenericRecord> records =
                new DataFileStream<>(open("models-topic-" + release + ".avro"), new GenericDatumReader<>())) {
            for (GenericRecord each : records) {
                // The value keeps the schema that the older release had registered.
                GenericRecord value = (GenericRecord) each.get("value");
                detector.sendModel(each.get("key").toString(), serializer.serialize("models", value));
            }
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = open(name)) {
            return stream.readAllBytes();
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(OlderReleaseTest.class.getResourceAsStream("released/" + name), name);
    }
}
