package io.surprisal.deploy.terminal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Shows how far a long command is, on standard error: a bar that redraws itself where a person watches, else a line
 * every few seconds. Safe to call from several threads and as often as one likes.
 */
public final class StatusLine implements AutoCloseable {

    private static final int BAR_CELLS = 24;
    private static final long BAR_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LINE_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean bar;
    private final String task;
    private final long started = System.nanoTime();
    private long lastShown;
    private boolean drawn;

    /**
     * Progress of one task.
     *
     * @param task what is being done, such as {@code "evaluating"}
     */
    public static StatusLine of(String task) {
        return new StatusLine(System.err, Terminal.watchesErrors(), task);
    }

    /**
     * Progress of one task that is only shown where a person watches.
     *
     * @param task what is being done
     */
    public static StatusLine onTerminal(String task) {
        PrintStream out = Terminal.watchesErrors() ? System.err : new PrintStream(OutputStream.nullOutputStream());
        return new StatusLine(out, true, task);
    }

    StatusLine(PrintStream out, boolean bar, String task) {
        this.out = out;
        this.bar = bar;
        this.task = task;
        this.lastShown = bar ? started - BAR_INTERVAL_NANOS : started;
    }

    /**
     * Tells how much is done; shown unless something was shown just before.
     *
     * @param done in any unit
     * @param total in the same unit, 0 when unknown
     * @param detail what is being worked on
     */
    public synchronized void at(long done, long total, String detail) {
        long now = System.nanoTime();
        if (now - lastShown < (bar ? BAR_INTERVAL_NANOS : LINE_INTERVAL_NANOS)) {
            return;
        }
        lastShown = now;
        if (bar) {
            drawn = true;
            out.print(CLEAR_LINE + cut(task + cells(done, total) + percent(done, total) + " " + detail));
        } else {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(now - started);
            String said = detail.isEmpty() ? "" : " " + detail;
            out.println(task + ":" + percent(done, total) + said + " (" + seconds + " s)");
        }
        out.flush();
    }

    /** Prints a line that stays, on standard output, where the bar stood; the bar comes back below it. */
    public synchronized void say(String line) {
        clear();
        System.out.println(line);
        System.out.flush();
    }

    private static String cells(long done, long total) {
        if (total <= 0) {
            return "";
        }
        int full = (int) Math.min(BAR_CELLS, BAR_CELLS * done / total);
        return " [" + "#".repeat(full) + ".".repeat(BAR_CELLS - full) + "]";
    }

    private static String percent(long done, long total) {
        return total <= 0 ? "" : String.format(Locale.ROOT, " %3d %%", Math.min(100, 100 * done / total));
    }

    private static String cut(String line) {
        int columns = Terminal.width() - 1;
        return line.length() <= columns ? line : line.substring(0, columns);
    }

    private void clear() {
        if (drawn) {
            out.print(CLEAR_LINE);
            out.flush();
            drawn = false;
            lastShown = 0;
        }
    }

    /** Clears the bar. */
    @Override
    public synchronized void close() {
        clear();
    }
}
