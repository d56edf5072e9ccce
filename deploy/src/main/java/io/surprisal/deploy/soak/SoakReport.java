package io.surprisal.deploy.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What became of a soak.
 *
 * @param maximum observations a second that were measured as the most, if they were
 * @param rate observations a second that were sent
 * @param observations that were judged in the steady part
 * @param versions that began to judge, the first included
 * @param refused versions that the detector refused
 * @param samples of the steady part, in order
 */
public record SoakReport(
        OptionalInt maximum, int rate, long observations, int versions, long refused, List<SoakSample> samples) {

    /** Of the rate, what the last third must have reached. */
    private static final double REACHED = 0.97;

    /** Copies the samples. */
    public SoakReport {
        samples = List.copyOf(samples);
    }

    /** Observations a second in the last third. */
    double reached() {
        return Measure.median(lastThird(), SoakSample::perSecond);
    }

    /** Observations not yet committed, in the middle third. */
    double lagBefore() {
        return Measure.median(samples.subList(samples.size() / 3, 2 * samples.size() / 3), SoakSample::lag);
    }

    /** The same in the last third. */
    double lagAfter() {
        return Measure.median(lastThird(), SoakSample::lag);
    }

    private List<SoakSample> lastThird() {
        return samples.subList(2 * samples.size() / 3, samples.size());
    }

    /** It for people, faults last. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d observations at %,d a second%s, %d versions of the model; the middle third, and the last:",
                observations,
                rate,
                maximum.isPresent() ? String.format(Locale.ROOT, " (at most: %,d)", maximum.getAsInt()) : "",
                versions));
        for (Measure measure : Measure.values()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-18s %10.1f %10.1f %s",
                    measure.words(),
                    measure.before(samples),
                    measure.after(samples),
                    measure.unit()));
        }
        lines.add(String.format(Locale.ROOT, "%-18s %10.0f %10.0f observations", "lag", lagBefore(), lagAfter()));
        List<String> faults = faults();
        lines.addAll(faults);
        lines.add(faults.isEmpty() ? "Nothing grew." : faults.size() + " faults");
        return lines;
    }

    /** All that should not be, a line each. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            measure.fault(samples).ifPresent(faults::add);
        }
        if (lagAfter() > lagBefore() + rate) {
            faults.add(String.format(
                    Locale.ROOT,
                    "the lag grew from %.0f to %.0f observations: by more than a second's",
                    lagBefore(),
                    lagAfter()));
        }
        if (reached() < REACHED * rate) {
            faults.add(String.format(
                    Locale.ROOT, "only %.0f of %d observations a second were judged at the end", reached(), rate));
        }
        if (refused > 0) {
            faults.add(refused + " versions were refused");
        }
        return faults;
    }
}
