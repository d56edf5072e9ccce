package io.surprisal.topology.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A query's parameters. Reading notes what is wrong and goes on; {@link #check} then throws all of it at once, parameters
 * that nobody has read among it. Not thread-safe.
 */
public final class Parameters {

    private static final int SHOWN = 60;

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();

    /** The parameters of a query, as it stands in the URL. */
    static Parameters of(@Nullable String query) {
        Parameters parameters = new Parameters();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&", -1)) {
                parameters.add(pair);
            }
        }
        return parameters;
    }

    private void add(String pair) {
        int equals = pair.indexOf('=');
        try {
            String name = part(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : part(pair.substring(equals + 1));
            if (values.putIfAbsent(name, value) != null) {
                fault(shown(name) + " is given twice");
            }
        } catch (IllegalArgumentException malformed) {
            fault(String.valueOf(malformed.getMessage()));
        }
    }

    /** In a query, unlike in a path, + is a space. */
    private static String part(String encoded) {
        return PercentText.decode(encoded.replace('+', ' '));
    }

    /** A text, or the usual one. */
    public String text(String name, String usual) {
        known.add(name);
        return values.getOrDefault(name, usual);
    }

    /** Whether it is given at all. */
    public boolean has(String name) {
        known.add(name);
        return values.containsKey(name);
    }

    /** A whole number in these bounds, or the usual one. */
    public int integer(String name, int usual, int least, int most) {
        String value = text(name, Integer.toString(usual));
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, as for a number out of range.
        }
        fault(name + " must be a whole number from " + least + " to " + most + ": found \"" + shown(value) + '"');
        return usual;
    }

    /** A number between these bounds, or the usual one. */
    public double number(String name, double usual, double above, double below) {
        String value = text(name, Double.toString(usual));
        try {
            double number = Double.parseDouble(value);
            if (number > above && number < below) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, as for a number out of range.
        }
        fault(name + " must be above " + above + " and below " + below + ": found \"" + shown(value) + '"');
        return usual;
    }

    /** One of an enum's constants, in lower case. */
    public <E extends Enum<E>> E choice(String name, E usual, E[] choices) {
        String value = text(name, word(usual));
        List<String> words = new ArrayList<>();
        for (E choice : choices) {
            if (word(choice).equals(value)) {
                return choice;
            }
            words.add(word(choice));
        }
        fault(name + " must be one of " + String.join(", ", words) + ": found \"" + shown(value) + '"');
        return usual;
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Notes something that is wrong. */
    public void fault(String what) {
        faults.add(what);
    }

    /**
     * Ends the reading.
     *
     * @throws ProblemException with everything that is wrong
     */
    public void check() {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                fault("there is no parameter \"" + shown(name) + "\" here, only "
                        + (known.isEmpty() ? "the path" : String.join(", ", known)));
            }
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(Problem.of(ProblemKind.WRONG_PARAMETERS, faults));
        }
    }

    /** Enough of it to recognise it by. */
    private static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }
}
