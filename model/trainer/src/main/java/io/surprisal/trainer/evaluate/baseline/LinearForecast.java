package io.surprisal.trainer.evaluate.baseline;

import java.util.Arrays;

/**
 * Expects a linear function of the last rows, fitted by {@link RidgeRegression}: of the last {@value #UNIVARIATE_LAGS}
 * values where there is one feature, AR(30), and of the last {@value #MULTIVARIATE_LAGS} rows of all features where there
 * are several, VAR(5). The distance of several features is the root mean square of theirs, each in standard deviations of
 * its residual.
 *
 * <p>It is fitted on all rows so far whenever they have become half as many again, and once more at the end of the
 * history; from there on it stays as it is. A series without a history is fitted on and on. Missing values are replaced
 * by what was expected.
 */
final class LinearForecast implements RowSurprise {

    private static final int UNIVARIATE_LAGS = 30;
    private static final int MULTIVARIATE_LAGS = 5;
    private static final double GROWTH = 1.5;
    private static final int FEWEST_ROWS = 64;

    private final int features;
    private final int lags;
    private final double[] recent; // the last rows, the latest last, relative to the anchor; [lags × F]
    private final double[] anchor; // the first value of each feature; [F]
    private final double[] row; // the current row relative to the anchor; [F]
    private final double[] expected; // [F]
    private final RidgeRegression regression;
    private final RunningScale scale;
    private long rows;
    private long nextFit;
    private boolean fixed;

    LinearForecast(int features) {
        this.features = features;
        this.lags = features == 1 ? UNIVARIATE_LAGS : MULTIVARIATE_LAGS;
        this.recent = new double[lags * features];
        this.anchor = new double[features];
        this.row = new double[features];
        this.expected = new double[features];
        this.regression = new RidgeRegression(recent.length, features);
        this.nextFit = Math.max(FEWEST_ROWS, recent.length);
        this.scale = new RunningScale();
        Arrays.fill(anchor, Double.NaN);
    }

    private LinearForecast(LinearForecast other) {
        features = other.features;
        lags = other.lags;
        recent = other.recent.clone();
        anchor = other.anchor.clone();
        row = other.row.clone();
        expected = other.expected.clone();
        // It does not change any more once the history has ended.
        regression = other.fixed ? other.regression : new RidgeRegression(other.regression);
        scale = new RunningScale(other.scale);
        rows = other.rows;
        nextFit = other.nextFit;
        fixed = other.fixed;
    }

    /** What the forecast is called in the literature. */
    String name() {
        return (features == 1 ? "ridge AR(" : "ridge VAR(") + lags + ")";
    }

    @Override
    public double of(long eventTimeMs, double[] values) {
        forecast();
        double distance = distance(values);
        if (!fixed && rows >= lags) {
            regression.add(recent, row);
            if (rows >= nextFit) {
                regression.fit();
                nextFit = (long) Math.ceil(GROWTH * rows);
            }
        }
        remember();
        return distance == UNKNOWN ? UNKNOWN : scale.measure(distance);
    }

    /** Without coefficients, the last row. */
    private void forecast() {
        if (regression.isFitted()) {
            regression.predict(recent, expected);
        } else {
            System.arraycopy(recent, recent.length - features, expected, 0, features);
        }
    }

    /** Fills {@link #row} and measures it. */
    private double distance(double[] values) {
        double squares = 0;
        int known = 0;
        for (int feature = 0; feature < features; feature++) {
            if (!Double.isFinite(values[feature])) {
                row[feature] = expected[feature];
                continue;
            }
            if (Double.isNaN(anchor[feature])) {
                anchor[feature] = values[feature];
            }
            row[feature] = values[feature] - anchor[feature];
            double residual = (row[feature] - expected[feature]) / regression.deviation(feature);
            squares += residual * residual;
            known++;
        }
        return known > 0 && regression.isFitted() ? Math.sqrt(squares / known) : UNKNOWN;
    }

    private void remember() {
        System.arraycopy(recent, features, recent, 0, recent.length - features);
        System.arraycopy(row, 0, recent, recent.length - features, features);
        rows++;
    }

    @Override
    public void endHistory() {
        if (rows >= Math.max(FEWEST_ROWS, recent.length)) {
            regression.fit();
            fixed = true;
        }
    }

    @Override
    public RowSurprise copy() {
        return new LinearForecast(this);
    }
}
