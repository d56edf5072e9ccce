package io.surprisal.trainer.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Made-up series whose figures an independent implementation in Python worked out, see {@code golden/make_metrics.py};
 * the benchmark's score by sweeping all rows (numpy 1.24).
 */
class MetricsGoldenTest {

    private static final double CLOSE = 1e-12;
    private static final double ALERT_FROM = 0.6;
    private static final String ALL = "all";

    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void agreesWithAnIndependentImplementation(String name, Golden golden) {
        double figure = golden.series().equals(ALL)
                ? ofAll(golden.figure())
                : ofSeries(golden.figure(), measure(golden.number(), golden.labels()));

        assertThat(figure).as(name).isCloseTo(golden.value(), within(CLOSE));
    }

    @Test
    void givesThePointsOfTheBenchmark() {
        Metrics all = Metrics.NONE;
        for (int series = 0; series < 3; series++) {
            all = all.plus(measure(series, windows(series)));
        }

        assertThat(all.events().falseRunsPer1000Rows()).isCloseTo(32, within(CLOSE));
        assertThat(all.nab().score(NabProfile.STANDARD)).isCloseTo(-180.6982025025933, within(1e-9));
        assertThat(all.nab().score(NabProfile.LOW_FALSE_POSITIVES)).isCloseTo(-459.0846333326146, within(1e-9));
        assertThat(all.nab().score(NabProfile.LOW_FALSE_NEGATIVES)).isCloseTo(-87.13213500172886, within(1e-9));
    }

    /** A line of the golden file. */
    private record Golden(String series, String rows, String anomalies, String figure, double value) {

        static Golden parse(String line) {
            String[] fields = line.split(",", -1);
            return new Golden(fields[0], fields[1], fields[2], fields[3], Double.parseDouble(fields[4]));
        }

        int number() {
            return Integer.parseInt(series);
        }

        RowLabels labels() {
            List<RowRange> stretches = new ArrayList<>();
            for (String stretch : anomalies.isEmpty() ? new String[0] : anomalies.split(" ", -1)) {
                int[] ends = Arrays.stream(stretch.split("-", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray();
                stretches.add(new RowRange(ends[0], ends[1]));
            }
            return new RowLabels(Integer.parseInt(rows), stretches, false);
        }
    }

    static Stream<Object[]> figures() throws IOException {
        return golden().stream().map(line -> new Object[] {line.figure() + " of series " + line.series(), line});
    }

    private static List<Golden> golden() throws IOException {
        InputStream file = Objects.requireNonNull(MetricsGoldenTest.class.getResourceAsStream("/golden/metrics.csv"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(Golden::parse).toList();
        }
    }

    private static double ofSeries(String figure, Metrics metrics) {
        return switch (figure) {
            case "f1" -> metrics.ranking().bestF1();
            case "pr_auc" -> metrics.ranking().averagePrecision();
            case "vus_pr" -> metrics.ranking().volumeUnderSurface();
            case "own_p" -> metrics.alertRows().precision();
            case "own_r" -> metrics.alertRows().recall();
            case "ev_p" -> metrics.events().precision();
            case "ev_r" -> metrics.events().recall();
            case "fc1" -> metrics.compositeF1();
            case "delay_mean" -> metrics.events().meanDelayRows();
            case "delay_median" -> metrics.events().medianDelayRows();
            default -> throw new IllegalArgumentException(figure);
        };
    }

    private static double ofAll(String figure) {
        Map<String, Golden> series = new LinkedHashMap<>();
        try {
            golden().stream()
                    .filter(line -> !line.series().equals(ALL))
                    .forEach(line -> series.put(line.series(), line));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (figure.equals("pool_pr_auc")) {
            return RankedScores.pooled(series.values().stream()
                            .map(one -> Metrics.rank(one.labels(), method(one.number(), one.labels())))
                            .toList())
                    .averagePrecision();
        }
        Metrics all = series.values().stream()
                .map(one -> measure(one.number(), one.labels()))
                .reduce(Metrics.NONE, Metrics::plus);
        return ofSeries(figure, all);
    }

    private static RowLabels windows(int series) {
        List<RowRange> windows = new ArrayList<>();
        if (series < 2) {
            windows.add(new RowRange(900 + 100 * series, 949 + 100 * series));
            windows.add(new RowRange(1500, 1599));
        }
        return new RowLabels(2000 + 500 * series, windows, true);
    }

    private static Metrics measure(int series, RowLabels labels) {
        return Metrics.of(labels, method(series, labels));
    }

    /** Cubes of a linear congruential generator's numbers, half as large again in the anomalies, to two decimals. */
    private static MethodRows method(int series, RowLabels labels) {
        MethodRows method = new MethodRows();
        long state = series + 1L;
        for (int row = 0; row < labels.rows(); row++) {
            state = (state * 1103515245L + 12345) % (1L << 31);
            double number = (double) state / (1L << 31);
            double factor = labels.anomalous().get(row) ? 1.5 : 1;
            double score = Math.rint(number * number * number * factor / 1.5 * 100) / 100;
            method.add(score, score >= ALERT_FROM);
        }
        return method;
    }
}
