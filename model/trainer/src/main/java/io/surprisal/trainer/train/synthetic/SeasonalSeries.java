package io.surprisal.trainer.train.synthetic;

/** Profiles of the day and the week, of an amplitude that changes from day to day, under noise with memory. */
final class SeasonalSeries {

    private static final double ANOTHER_WEEKEND_SHAPE = 0.3;

    private SeasonalSeries() {}

    static double[] daily(RandomSource random, SampleTimes times) {
        DailyProfile profile = DailyProfile.draw(random);
        double[] values = new double[times.length()];
        for (int row = 0; row < values.length; row++) {
            values[row] = profile.at(times.timeOfDay(row));
        }
        return finish(random, times, values);
    }

    static double[] weekly(RandomSource random, SampleTimes times) {
        DailyProfile workday = DailyProfile.draw(random);
        double weekendAmplitude = random.uniform();
        double weekendDrop = random.uniform();
        DailyProfile weekend = random.chance(ANOTHER_WEEKEND_SHAPE) ? DailyProfile.draw(random) : workday;
        double[] values = new double[times.length()];
        for (int row = 0; row < values.length; row++) {
            double timeOfDay = times.timeOfDay(row);
            values[row] =
                    times.weekend(row) ? weekendAmplitude * weekend.at(timeOfDay) - weekendDrop : workday.at(timeOfDay);
        }
        return finish(random, times, values);
    }

    private static double[] finish(RandomSource random, SampleTimes times, double[] values) {
        double amplitudeSpread = random.uniform(0, 0.25);
        double[] amplitudes = new double[times.day(values.length - 1) + 1];
        for (int day = 0; day < amplitudes.length; day++) {
            amplitudes[day] = 1 + amplitudeSpread * random.normal();
        }
        double[] noise = Noise.draw(random, values.length, Noise.persistence(random));
        double noiseLevel = random.oneOf(0, 0.02, 0.05, 0.1, 0.3, 0.6, 1);
        for (int row = 0; row < values.length; row++) {
            values[row] = values[row] * amplitudes[times.day(row)] + noiseLevel * noise[row];
        }
        return values;
    }
}
