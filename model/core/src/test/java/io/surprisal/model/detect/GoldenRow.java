package io.surprisal.model.detect;

import io.surprisal.model.score.Channel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A row of detector.csv. */
record GoldenRow(List<Double> numbers) {

    static List<GoldenRow> load() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(GoldenRow.class.getResourceAsStream("detector.csv")), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(GoldenRow::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenRow parse(String line) {
        return new GoldenRow(Stream.of(line.split(",")).map(Double::valueOf).toList());
    }

    Observation observation() {
        return Observation.of(numbers.get(0).longValue() * 1000, value());
    }

    double value() {
        return numbers.get(1);
    }

    double y() {
        return numbers.get(2);
    }

    double expected() {
        return numbers.get(3);
    }

    double tail(Channel channel) {
        return numbers.get(4 + channel.index());
    }

    double statistic() {
        return numbers.get(9);
    }
}
