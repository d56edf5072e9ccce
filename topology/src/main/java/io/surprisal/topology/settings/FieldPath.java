package io.surprisal.topology.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a field is in a record: names joined by dots, through records and maps; {@code [2]} picks an array's element; a
 * name that holds dots stands in double quotes: {@code host."cpu.user"}, {@code readings[0].value}.
 */
public final class FieldPath {

    /** A step of a path: into the field or map entry {@code name}, or into element {@code index} where name is empty. */
    public record Step(String name, int index) {

        /** Whether this step goes into an array. */
        public boolean isIndex() {
            return name.isEmpty();
        }
    }

    private final String text;
    private final List<Step> steps;

    private FieldPath(String text, List<Step> steps) {
        this.text = text;
        this.steps = List.copyOf(steps);
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException if it is none, naming the text and where it breaks
     */
    public static FieldPath parse(String text) {
        String path = text.strip();
        List<Step> steps = new ArrayList<>();
        int position = 0;
        while (position < path.length() || steps.isEmpty()) {
            position = step(path, position, steps);
        }
        return new FieldPath(path, steps);
    }

    /** The steps from the record's root, at least one. */
    public List<Step> steps() {
        return steps;
    }

    /** Reads the step at {@code start} and returns where the next one begins. */
    private static int step(String path, int start, List<Step> steps) {
        if (start < path.length() && path.charAt(start) == '[') {
            return index(path, start, steps);
        }
        int begin = start;
        if (!steps.isEmpty()) {
            if (path.charAt(start) != '.') {
                throw malformed(path, start, "'.' or '['");
            }
            begin++;
        }
        if (begin < path.length() && path.charAt(begin) == '"') {
            int close = path.indexOf('"', begin + 1);
            if (close <= begin + 1) {
                throw malformed(path, begin, "a name in double quotes");
            }
            steps.add(new Step(path.substring(begin + 1, close), -1));
            return close + 1;
        }
        int end = begin;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        if (end == begin) {
            throw malformed(path, begin, "a name");
        }
        steps.add(new Step(path.substring(begin, end), -1));
        return end;
    }

    private static int index(String path, int start, List<Step> steps) {
        int close = path.indexOf(']', start);
        // Nine digits always fit an int.
        if (close < 0 || !path.substring(start + 1, close).matches("\\d{1,9}")) {
            throw malformed(path, start, "an index such as [0]");
        }
        steps.add(new Step("", Integer.parseInt(path.substring(start + 1, close))));
        return close + 1;
    }

    private static IllegalArgumentException malformed(String path, int position, String expected) {
        return new IllegalArgumentException(
                "\"" + path + "\" is not a path: " + expected + " expected at character " + (position + 1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldPath that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
