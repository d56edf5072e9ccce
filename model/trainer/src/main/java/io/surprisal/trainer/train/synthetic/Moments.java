package io.surprisal.trainer.train.synthetic;

/** Mean and standard deviation of a series, over all its rows. */
record Moments(double mean, double spread) {

    static Moments of(double[] values) {
        return of(values, 0);
    }

    static Moments of(double[] values, int from) {
        double mean = 0;
        double squares = 0;
        for (int row = from; row < values.length; row++) {
            double delta = values[row] - mean;
            mean += delta / (row - from + 1);
            squares += delta * (values[row] - mean);
        }
        return new Moments(mean, Math.sqrt(squares / Math.max(1, values.length - from)));
    }
}
