package io.surprisal.trainer.train.synthetic;

/** Counts of events per row, whose rate may follow the day and wander. */
final class CountSeries {

    private CountSeries() {}

    static double[] draw(RandomSource random, SampleTimes times) {
        double logRate = random.uniform(-2, 4);
        double dayEffect = random.chance(0.7) ? random.uniform() : 0;
        DailyProfile profile = DailyProfile.draw(random);
        double wandering = random.chance(0.5) ? 0.3 : 0;
        double[] noise = Noise.draw(random, times.length(), 0.95);
        boolean wide = random.chance(0.5);
        double shape = random.uniform(0.3, 3);
        double[] values = new double[times.length()];
        for (int row = 0; row < values.length; row++) {
            double rate =
                    StrictMath.exp(logRate + dayEffect * profile.at(times.timeOfDay(row)) + wandering * noise[row]);
            values[row] = wide ? random.negativeBinomial(shape, rate) : random.poisson(rate);
        }
        return values;
    }
}
