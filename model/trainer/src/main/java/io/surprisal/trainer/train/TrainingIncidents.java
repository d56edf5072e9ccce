package io.surprisal.trainer.train;

import io.surprisal.model.detect.Observation;
import io.surprisal.trainer.evaluate.metric.RowRange;
import io.surprisal.trainer.inject.CleanStretch;
import io.surprisal.trainer.inject.Incident;
import io.surprisal.trainer.inject.IncidentKind;
import io.surprisal.trainer.inject.Injector;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Puts incidents into the rows that a network sees while it learns to forecast the rows as they were. One that has seen
 * usual rows only follows whatever happens, so that an incident soon looks usual; this one learns to expect the way back.
 * (Vincent et al., Extracting and Composing Robust Features with Denoising Autoencoders, 2008.)
 *
 * <p>All choices follow from the seed and the number of the stretch.
 */
final class TrainingIncidents {

    /** Of the stretches; the others stay as they are, so that the usual is learnt too. */
    private static final double DISTURBED_SHARE = 0.5;
    /** In each of these, as far as there is room for them. */
    private static final int INCIDENTS = 4;
    /** The first rows stay as they are: the series' statistics begin there. */
    private static final double FIRST_SHARE = 0.15;
    /** In fewer there is no usual course to measure an incident by. */
    private static final int FEWEST_ROWS = 300;

    private static final long FIRST_STREAM = -2_000_000;
    private static final IncidentKind[] KINDS = IncidentKind.values();

    private final long seed;
    private final double share;
    private long stretches;

    private TrainingIncidents(long seed, double share) {
        this.seed = seed;
        this.share = share;
    }

    /** For a network that is to serve any series. */
    static TrainingIncidents of(long seed) {
        return new TrainingIncidents(seed, DISTURBED_SHARE);
    }

    /** None, for a network that is fitted to some series and was trained with incidents before. */
    static TrainingIncidents none() {
        return new TrainingIncidents(0, 0);
    }

    /**
     * The next stretch with incidents in it, or as it is.
     *
     * @param rows of one series; not changed
     */
    List<Observation> into(List<Observation> rows) {
        RandomSource random = new RandomSource(seed, FIRST_STREAM - stretches++);
        if (rows.size() < FEWEST_ROWS || !random.chance(share)) {
            return rows;
        }
        Injector injector = new Injector(stretch(rows), FIRST_SHARE);
        List<RowRange> taken = new ArrayList<>();
        List<Observation> disturbed = new ArrayList<>(rows);
        for (int number = 0; number < INCIDENTS; number++) {
            IncidentKind kind = KINDS[random.below(KINDS.length)];
            double strength = kind.strengths().get(random.below(kind.strengths().size()));
            Optional<Incident> incident = injector.inject(kind, strength, random.below(Integer.MAX_VALUE))
                    .filter(found -> taken.stream().noneMatch(found.rows()::overlaps));
            incident.ifPresent(found -> {
                taken.add(found.rows());
                put(found, disturbed);
            });
        }
        return disturbed;
    }

    private static CleanStretch stretch(List<Observation> rows) {
        long[] times = rows.stream().mapToLong(Observation::eventTimeMs).toArray();
        double[][] values = rows.stream().map(TrainingIncidents::values).toArray(double[][]::new);
        return new CleanStretch("", times, values);
    }

    private static double[] values(Observation row) {
        return IntStream.range(0, row.features()).mapToDouble(row::value).toArray();
    }

    private static void put(Incident incident, List<Observation> rows) {
        for (int row = incident.rows().first(); row <= incident.rows().last(); row++) {
            rows.set(row, rows.get(row).withValues(incident.row(row)));
        }
    }
}
