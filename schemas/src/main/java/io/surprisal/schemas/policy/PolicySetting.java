package io.surprisal.schemas.policy;

import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.model.policy.Sensitivity;
import io.surprisal.model.policy.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a policy may say: the one place where its settings have their names and ranges. */
public enum PolicySetting {
    /** On which side of the expected value. */
    DIRECTION("direction", "both | above | below"),
    /** Least |observed − expected|, in the unit of the values. */
    MIN_DEVIATION("min.deviation", "number from 0 on"),
    /** The same in parts of |expected|. */
    MIN_RELATIVE_DEVIATION("min.relative.deviation", "number from 0 on"),
    /** Rows of one series in a day that may be above the threshold by chance. */
    FALSE_ALARMS_PER_DAY("false.alarms.per.day", "number above 0"),
    /** The threshold itself. */
    SCORE_THRESHOLD("score.threshold", "number above 0, below 1"),
    /** Decades of nominal rate by which either is rarer. */
    RAISED_BY("raised.by", "number from 0 to 9");

    private static final int LONGEST_NUMBER = 64;
    private static final int SHOWN = 80;

    private final String key;
    private final String allowed;

    PolicySetting(String key, String allowed) {
        this.key = key;
        this.allowed = allowed;
    }

    /** Its name in a record and on the command line. */
    public String key() {
        return key;
    }

    /**
     * The policy that settings ask for; what they do not name is as usual.
     *
     * @throws IllegalArgumentException with all that is wrong: unknown names, values out of range, two thresholds
     */
    public static AlertPolicy parse(Map<String, String> settings) {
        List<String> faults = new ArrayList<>();
        // In the order of names, so that the message is the same whatever the map.
        new TreeMap<>(settings)
                .keySet().stream()
                        .filter(name -> of(name).isEmpty())
                        .forEach(name -> faults.add("setting must be one of " + names() + ": " + shown(name)));
        Side side = side(settings, faults);
        double deviation = number(MIN_DEVIATION, settings, 0, faults);
        double relative = number(MIN_RELATIVE_DEVIATION, settings, 0, faults);
        Sensitivity sensitivity = sensitivity(settings, faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return new AlertPolicy(side, deviation, relative, sensitivity);
    }

    /** The settings that ask for a policy, so that {@link #parse} gives it again; none for the usual one. */
    public static Map<String, String> format(AlertPolicy policy) {
        Map<String, String> settings = new TreeMap<>();
        if (policy.side() != Side.BOTH) {
            settings.put(DIRECTION.key, policy.side().name().toLowerCase(Locale.ROOT));
        }
        if (policy.minDeviation() > 0) {
            settings.put(MIN_DEVIATION.key, Double.toString(policy.minDeviation()));
        }
        if (policy.minRelativeDeviation() > 0) {
            settings.put(MIN_RELATIVE_DEVIATION.key, Double.toString(policy.minRelativeDeviation()));
        }
        Sensitivity sensitivity = policy.sensitivity();
        if (sensitivity instanceof Sensitivity.Raised raised) {
            settings.put(RAISED_BY.key, Double.toString(raised.decades()));
            sensitivity = raised.base();
        }
        if (sensitivity instanceof Sensitivity.FalseAlarmsPerDay rate) {
            settings.put(FALSE_ALARMS_PER_DAY.key, Double.toString(rate.rows()));
        } else if (sensitivity instanceof Sensitivity.AtScore at && at.score() != Sensitivity.USUAL_THRESHOLD) {
            settings.put(SCORE_THRESHOLD.key, Double.toString(at.score()));
        }
        return settings;
    }

    private static Optional<PolicySetting> of(String name) {
        return Arrays.stream(values()).filter(each -> each.key.equals(name)).findFirst();
    }

    private static String names() {
        return Arrays.stream(values()).map(PolicySetting::key).collect(Collectors.joining(", "));
    }

    private static Side side(Map<String, String> settings, List<String> faults) {
        String text = settings.getOrDefault(DIRECTION.key, "both").strip();
        for (Side side : Side.values()) {
            if (side.name().toLowerCase(Locale.ROOT).equals(text)) {
                return side;
            }
        }
        faults.add(DIRECTION.fault(text));
        return Side.BOTH;
    }

    private static Sensitivity sensitivity(Map<String, String> settings, List<String> faults) {
        boolean byRate = settings.containsKey(FALSE_ALARMS_PER_DAY.key);
        boolean byScore = settings.containsKey(SCORE_THRESHOLD.key);
        if (byRate && byScore) {
            faults.add(FALSE_ALARMS_PER_DAY.key + " and " + SCORE_THRESHOLD.key + " both set the threshold: give one");
        }
        double rows = number(FALSE_ALARMS_PER_DAY, settings, 1, faults);
        double score = number(SCORE_THRESHOLD, settings, Sensitivity.USUAL_THRESHOLD, faults);
        double raised = number(RAISED_BY, settings, 0, faults);
        Sensitivity base = byRate ? new Sensitivity.FalseAlarmsPerDay(rows) : new Sensitivity.AtScore(score);
        return raised == 0 ? base : new Sensitivity.Raised(base, raised);
    }

    /** The number of a setting; what stands in for it if there is none, or one that cannot be used. */
    private static double number(
            PolicySetting setting, Map<String, String> settings, double standIn, List<String> faults) {
        String text = settings.get(setting.key);
        if (text == null) {
            return standIn;
        }
        if (text.length() <= LONGEST_NUMBER) {
            try {
                // Unlike Double.parseDouble it takes no NaN, no hexadecimal digits and no suffix.
                double number = new BigDecimal(text.strip()).doubleValue();
                if (setting.allows(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Told below, together with the numbers out of range.
            }
        }
        faults.add(setting.fault(text));
        return standIn;
    }

    private boolean allows(double number) {
        boolean finite = Double.isFinite(number);
        return switch (this) {
            case DIRECTION -> false;
            case MIN_DEVIATION, MIN_RELATIVE_DEVIATION -> finite && number >= 0;
            case FALSE_ALARMS_PER_DAY -> finite && number > 0;
            case SCORE_THRESHOLD -> number > 0 && number < 1;
            case RAISED_BY -> number >= 0 && number <= Sensitivity.Raised.MOST_DECADES;
        };
    }

    private String fault(String text) {
        return key + " must be " + allowed + ": " + shown(text);
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return "'" + (printable.length() > SHOWN ? printable.substring(0, SHOWN) + "..." : printable) + "'";
    }
}
