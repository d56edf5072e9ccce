package io.surprisal.trainer.recognize;

import io.surprisal.model.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for a terminal: the confusion matrix, rows what alerts were, columns what they were recognized as. */
public final class RecognitionTable {

    private static final int LEAST_WIDTH = 6;

    private RecognitionTable() {}

    /** The lines. */
    public static List<String> lines(RecognitionReport report) {
        Confusion confusion = report.confusion();
        List<String> lines = new ArrayList<>(matrix(confusion));
        lines.add("");
        int known = confusion.known();
        lines.add(text(
                "%d alerts of known kinds, %s: %s named, at probability %.2f or more; of all names %s right",
                known,
                report.how(),
                percent(confusion.knownNamed(), known),
                report.threshold(),
                percent(confusion.precision())));
        if (!Double.isNaN(report.likeliestRight())) {
            int most = confusion.kinds().stream().mapToInt(confusion::of).max().orElse(0);
            lines.add(text(
                    "the likeliest kind is right for %s; the commonest kind is %s of them",
                    percent(report.likeliestRight()), percent(most, known)));
        }
        for (String truth : confusion.truths()) {
            if (!confusion.kinds().contains(truth)) {
                lines.add(text(
                        "%s: %d of %d are %s",
                        truth,
                        confusion.of(truth) - confusion.named(truth),
                        confusion.of(truth),
                        ModelSpec.NONE_OF_THESE));
            }
        }
        report.comparisons().forEach(each -> lines.add(text("%s: %s", each.what(), percent(each.share()))));
        return lines;
    }

    /** The matrix alone, with each kind's recall and precision. */
    public static List<String> matrix(Confusion confusion) {
        List<String> names = new ArrayList<>(confusion.kinds());
        names.add(ModelSpec.NONE_OF_THESE);
        int first = Math.max(
                names.stream().mapToInt(String::length).max().orElse(0),
                confusion.truths().stream().mapToInt(String::length).max().orElse(0));
        StringBuilder header = new StringBuilder(text("%-" + first + "s", "was \\ named"));
        names.forEach(name -> header.append(text("  %" + width(name) + "s", name)));
        List<String> lines = new ArrayList<>();
        lines.add(header + "  recall  precision");
        for (String truth : confusion.truths()) {
            int[] row = confusion.row(truth);
            StringBuilder line = new StringBuilder(text("%-" + first + "s", truth));
            for (int column = 0; column < row.length; column++) {
                line.append(text("  %" + width(names.get(column)) + "d", row[column]));
            }
            lines.add(
                    confusion.kinds().contains(truth)
                            ? line + text("  %6.2f  %9.2f", confusion.recall(truth), confusion.precision(truth))
                            : line.toString());
        }
        return lines;
    }

    private static int width(String name) {
        return Math.max(LEAST_WIDTH, name.length());
    }

    private static String percent(int part, int whole) {
        return percent(Confusion.share(part, whole));
    }

    private static String percent(double share) {
        return text("%.1f %%", 100 * share);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
