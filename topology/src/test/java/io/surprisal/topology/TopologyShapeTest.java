package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Names of nodes, stores and topics decide what a new release finds of what an old one has stored: a change here is a change
 * that users must be told of.
 */
class TopologyShapeTest {

    @Test
    void readsTheInputDirectlyWhereTheSeriesKeyIsTheRecordsKey() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            assertThat(detector.description()).isEqualTo(expected("topology-direct.txt"));
        }
    }

    @Test
    void repartitionsWhereTheSeriesKeyIsInTheValue() {
        Map<String, String> settings = Map.of("series.key", "host", "transforms", "value=rate");
        try (DetectorFixture detector = DetectorFixture.start(settings)) {
            assertThat(detector.description()).isEqualTo(expected("topology-repartitioned.txt"));
        }
    }

    @Test
    void needsNoRepartitionTopicWhereTheInputIsPartitionedByTheKey() {
        Map<String, String> settings = Map.of("series.key", "host", "input.partitioned.by.key", "true");
        try (DetectorFixture detector = DetectorFixture.start(settings)) {
            assertThat(detector.description()).isEqualTo(expected("topology-direct.txt"));
        }
    }

    @Test
    void hasAStoreOfDeadlinesWhereSeriesAreForgotten() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("state.ttl", "7d"))) {
            assertThat(detector.description()).isEqualTo(expected("topology-forgetting.txt"));
        }
    }

    @Test
    void hasAStoreOfHistoryWhereRowsAreKept() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("history.retention", "7d"))) {
            assertThat(detector.description()).isEqualTo(expected("topology-history.txt"));
        }
    }

    @Test
    void leavesTheScoresOutUnlessAskedFor() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("scores.enabled", "false"))) {
            assertThat(detector.description()).doesNotContain("topic: scores");
        }
    }

    private static String expected(String resource) {
        try (InputStream in = TopologyShapeTest.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
