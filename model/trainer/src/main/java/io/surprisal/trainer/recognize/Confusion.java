package io.surprisal.trainer.recognize;

import io.surprisal.model.ModelSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** How often alerts of each kind were recognized as which. Not thread-safe. */
public final class Confusion {

    private final List<String> kinds;
    private final Map<String, int[]> counts = new TreeMap<>(); // by truth, [kinds + none]

    /**
     * Of a head.
     *
     * @param kinds that it knows
     */
    public Confusion(List<String> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /** Counts an alert; a name that is none of the kinds counts as none of these. */
    public void add(String truth, String name) {
        int known = kinds.indexOf(name);
        counts.computeIfAbsent(truth, each -> new int[kinds.size() + 1])[known < 0 ? kinds.size() : known]++;
    }

    /** The kinds that the head knows, the columns; one more is for none of these. */
    public List<String> kinds() {
        return kinds;
    }

    /** What alerts were: the head's kinds, then others by name, then false alarms; only those that there were. */
    public List<String> truths() {
        List<String> truths = new ArrayList<>(kinds);
        counts.keySet().stream()
                .filter(each -> !kinds.contains(each) && !each.equals(AlertExample.FALSE_ALARM))
                .forEach(truths::add);
        truths.add(AlertExample.FALSE_ALARM);
        truths.removeIf(each -> !counts.containsKey(each));
        return truths;
    }

    /** What alerts that were the same were recognized as: the kinds, then none of these. */
    public int[] row(String truth) {
        return counts.getOrDefault(truth, new int[kinds.size() + 1]).clone();
    }

    /** Alerts that were incidents of kinds that the head knows. */
    public int known() {
        return kinds.stream().mapToInt(this::of).sum();
    }

    /** Alerts of one kind. */
    public int of(String truth) {
        int sum = 0;
        for (int each : row(truth)) {
            sum += each;
        }
        return sum;
    }

    /** Alerts of one kind that were given any name. */
    public int named(String truth) {
        return of(truth) - row(truth)[kinds.size()];
    }

    /** Alerts that were given a kind's name, whatever they were. */
    public int namedAs(String kind) {
        int column = kinds.indexOf(kind);
        return counts.values().stream().mapToInt(row -> row[column]).sum();
    }

    /** Alerts of a kind that were given its name. */
    public int right(String kind) {
        int column = kinds.indexOf(kind);
        return column < 0 ? 0 : row(kind)[column];
    }

    /** Alerts of all kinds that the head knows that were given any name. */
    public int knownNamed() {
        return kinds.stream().mapToInt(this::named).sum();
    }

    /** Alerts that were given the right name. */
    public int right() {
        return kinds.stream().mapToInt(this::right).sum();
    }

    /** Share of a kind's alerts that were given its name; 0 if there were none. */
    public double recall(String kind) {
        return share(right(kind), of(kind));
    }

    /** Share of the alerts with a kind's name that were of that kind; 0 if there were none. */
    public double precision(String kind) {
        return share(right(kind), namedAs(kind));
    }

    /** Share of all alerts with a name, false ones included, whose name was right. */
    public double precision() {
        return share(right(), kinds.stream().mapToInt(this::namedAs).sum());
    }

    static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** All counts by truth and name, for files. */
    public Map<String, Map<String, Integer>> counts() {
        Map<String, Map<String, Integer>> all = new LinkedHashMap<>();
        for (String truth : truths()) {
            int[] row = Objects.requireNonNull(counts.get(truth));
            Map<String, Integer> names = new LinkedHashMap<>();
            for (int column = 0; column < kinds.size(); column++) {
                names.put(kinds.get(column), row[column]);
            }
            names.put(ModelSpec.NONE_OF_THESE, row[kinds.size()]);
            all.put(truth, names);
        }
        return all;
    }
}
