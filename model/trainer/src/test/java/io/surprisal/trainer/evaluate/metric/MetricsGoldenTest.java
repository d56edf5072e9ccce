package io.surprisal.trainer.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Three made-up series whose figures an independent implementation in Python worked out (numpy 1.24): precision-recall
 * and events by plain array operations, the benchmark's score by sweeping all rows.
 */
class MetricsGoldenTest {

    private static final double CLOSE = 1e-9;
    private static final double ALERT_FROM = 0.6;

    @Test
    void agreesWithAnIndependentImplementation() {
        Metrics all = Metrics.NONE;
        for (int series = 0; series < 3; series++) {
            RowLabels labels = labels(series);
            all = all.plus(Metrics.of(labels, method(series, labels)));
        }

        assertThat(all.ranking().bestF1()).isCloseTo(0.24844269102990035, within(CLOSE));
        assertThat(all.ranking().averagePrecision()).isCloseTo(0.22520815023134388, within(CLOSE));
        assertThat(all.events().precision()).isCloseTo(0.01639344262295082, within(CLOSE));
        assertThat(all.events().recall()).isEqualTo(1);
        assertThat(all.events().f1()).isCloseTo(0.03225806451612903, within(CLOSE));
        assertThat(all.events().falseRunsPer1000Rows()).isCloseTo(32, within(CLOSE));
        assertThat(all.events().medianDelayRows()).isEqualTo(11.5);
        assertThat(all.nab().score(NabProfile.STANDARD)).isCloseTo(-180.6982025025933, within(CLOSE));
        assertThat(all.nab().score(NabProfile.LOW_FALSE_POSITIVES)).isCloseTo(-459.0846333326146, within(CLOSE));
        assertThat(all.nab().score(NabProfile.LOW_FALSE_NEGATIVES)).isCloseTo(-87.13213500172886, within(CLOSE));
    }

    private static RowLabels labels(int series) {
        List<RowRange> windows = new ArrayList<>();
        if (series < 2) {
            windows.add(new RowRange(900 + 100 * series, 949 + 100 * series));
            windows.add(new RowRange(1500, 1599));
        }
        return new RowLabels(2000 + 500 * series, windows, true);
    }

    /** Cubes of a linear congruential generator's numbers, half as large again in the windows, to two decimals. */
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
