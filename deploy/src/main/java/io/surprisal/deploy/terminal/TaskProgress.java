package io.surprisal.deploy.terminal;

import io.surprisal.trainer.Progress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Draws the trainer's progress, one status line for each piece of work. */
public final class TaskProgress implements Progress {

    private @Nullable StatusLine line;
    private String what = "";
    private long total;
    private long done;
    private long started;

    @Override
    public synchronized void begin(String what, long total) {
        this.what = what;
        this.total = total;
        this.done = 0;
        this.started = System.nanoTime();
        this.line = StatusLine.of(what);
    }

    @Override
    public synchronized void advance(long units) {
        done += units;
        if (line != null) {
            line.at(done, total, "");
        }
    }

    /** Prints a line that stays, above the work's status line. */
    public synchronized void say(String text) {
        if (line != null) {
            line.say(text);
        }
    }

    @Override
    public synchronized void end(String outcome) {
        if (line != null) {
            line.close();
            line = null;
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
        System.err.println(what + ": " + outcome + " (" + seconds + " s)");
    }
}
