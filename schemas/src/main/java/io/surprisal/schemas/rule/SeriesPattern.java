package io.surprisal.schemas.rule;

import io.surprisal.schemas.models.ModelsTopicKey;
import java.util.Comparator;

/**
 * Which series keys a record speaks of. A {@code *} stands for any characters, slashes and dots included, or none; every
 * other character stands for itself, capitals too, and all of the key must match. There is no escape: to a {@code *} in
 * a key the pattern's {@code *} is as good as any.
 *
 * <p>The order is that of precedence, the pattern that wins first: the longest, which is the one with the most characters
 * that stand for themselves; of these the one with the fewest {@code *}; of these the first one in the order of their
 * text. So a pattern without {@code *} wins over all others that match its key.
 */
public final class SeriesPattern implements Comparable<SeriesPattern> {

    private static final char ANY = '*';
    private static final Comparator<SeriesPattern> PRECEDENCE = Comparator.<SeriesPattern>comparingInt(
                    pattern -> -pattern.length)
            .thenComparingInt(pattern -> pattern.wildcards)
            .thenComparing(pattern -> pattern.text);

    private final String text;
    private final int wildcards;
    private final int length; // characters that stand for themselves

    private SeriesPattern(String text) {
        this.text = text;
        this.wildcards =
                (int) text.chars().filter(character -> character == ANY).count();
        this.length = text.codePointCount(0, text.length()) - wildcards;
    }

    /**
     * A pattern.
     *
     * @throws IllegalArgumentException if it has not 1 to 1,024 characters, or control characters among them
     */
    public static SeriesPattern of(String text) {
        return new SeriesPattern(new ModelsTopicKey.Policy(text).pattern());
    }

    /** The pattern as it was written. */
    public String text() {
        return text;
    }

    /** Whether it means one series key only, which is its text. */
    public boolean isLiteral() {
        return wildcards == 0;
    }

    /** Whether it means this series key. */
    public boolean matches(String series) {
        int at = 0;
        int next = 0;
        int wildcard = -1;
        int resume = 0;
        while (at < series.length()) {
            if (next < text.length() && text.charAt(next) == ANY) {
                wildcard = next;
                next++;
                resume = at;
            } else if (next < text.length() && text.charAt(next) == series.charAt(at)) {
                next++;
                at++;
            } else if (wildcard >= 0) {
                // The last wildcard takes one character more; those before it need never change.
                next = wildcard + 1;
                resume++;
                at = resume;
            } else {
                return false;
            }
        }
        while (next < text.length() && text.charAt(next) == ANY) {
            next++;
        }
        return next == text.length();
    }

    @Override
    public int compareTo(SeriesPattern other) {
        return PRECEDENCE.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeriesPattern that && text.equals(that.text);
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
