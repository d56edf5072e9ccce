package io.surprisal.trainer.recognize;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Explain;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import io.surprisal.trainer.evaluate.metric.RowRange;
import io.surprisal.trainer.inject.CleanStretch;
import io.surprisal.trainer.inject.Incident;
import io.surprisal.trainer.inject.IncidentKind;
import io.surprisal.trainer.inject.Injector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Alerts of incidents that are put into a clean stretch, each into a copy of its own: of each incident the first, if it is found
 * and is about a feature that the incident hits. Alerts of the clean rows are false.
 */
final class InjectedExamples {

    /** A series is known well enough by then for its alerts to count as false. */
    private static final int SETTLED_ROWS = 300;

    private final ModelSnapshot model;
    private final String folder;
    private final String name;
    private final Injector injector;
    private final CleanStretch stretch;
    private final Detector detector;
    private final int[] columns; // of each of the model's covariates, the place among the stretch's, or −1; [C]
    private final List<AlertExample> examples = new ArrayList<>();

    /**
     * Of one stretch.
     *
     * @param folder it is from; empty if it was made up
     * @param name of the stretch, its own among all
     */
    InjectedExamples(ModelSnapshot model, String folder, String name, Injector injector) {
        this.model = model;
        this.folder = folder;
        this.name = name;
        this.injector = injector;
        this.stretch = injector.stretch();
        this.detector = detector();
        this.columns = model.spec().covariates().stream()
                .mapToInt(stretch.covariateNames()::indexOf)
                .toArray();
    }

    private Detector detector() {
        List<String> names = model.spec().features();
        return names.size() == stretch.features()
                ? new Detector(model, names, Explain.ALERTS)
                : new Detector(model, stretch.features());
    }

    /**
     * Makes them.
     *
     * @param copies incidents of each kind and strength
     */
    List<AlertExample> make(int copies, long seed) {
        List<Incident> incidents = incidents(copies, seed);
        SeriesState state = SeriesState.wrap(detector.newState());
        int next = 0;
        for (int row = 0; row < stretch.length(); row++) {
            while (next < incidents.size() && incidents.get(next).rows().first() == row) {
                strike(SeriesState.wrap(state.bytes().clone()), incidents.get(next));
                next++;
            }
            Observation observation = observation(row, stretch.row(row));
            Verdict verdict = detector.detect(state, observation);
            if (verdict.alert() && row >= SETTLED_ROWS) {
                add(AlertExample.FALSE_ALARM, state, observation);
            }
        }
        return examples;
    }

    private List<Incident> incidents(int copies, long seed) {
        List<Incident> incidents = new ArrayList<>();
        for (IncidentKind kind : IncidentKind.values()) {
            for (double strength : kind.strengths()) {
                for (int copy = 0; copy < copies; copy++) {
                    injector.inject(kind, strength, seed + copy).ifPresent(incidents::add);
                }
            }
        }
        incidents.sort(Comparator.comparingInt(incident -> incident.rows().first()));
        return incidents;
    }

    private void strike(SeriesState copy, Incident incident) {
        RowRange watched = incident.watched();
        for (int row = watched.first(); row <= Math.min(watched.last(), stretch.length() - 1); row++) {
            boolean changed = row <= incident.rows().last();
            Observation observation = observation(row, changed ? incident.row(row) : stretch.row(row));
            if (detector.detect(copy, observation).alert()) {
                int feature = detector.leadingFeature();
                if (Arrays.stream(incident.features()).anyMatch(each -> each == feature)) {
                    add(InjectedNames.of(incident, stretch, feature), copy, observation);
                }
                return;
            }
        }
    }

    private void add(String kind, SeriesState state, Observation observation) {
        examples.add(new AlertExample(folder, name, kind, detector.recognitionInputs(state, observation)));
    }

    private Observation observation(int row, double[] values) {
        double[] inputs = new double[columns.length];
        Arrays.setAll(inputs, place -> columns[place] < 0 ? Double.NaN : stretch.covariates(row)[columns[place]]);
        return new Observation(stretch.timeMs(row), values, inputs, Observation.UNKNOWN, Observation.UNKNOWN);
    }
}
