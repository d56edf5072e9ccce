package io.surprisal.trainer.bench;

import io.surprisal.trainer.data.BadDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs independent pieces of work on the machine's processors; the results do not depend on how many there are. */
public final class SideBySide {

    private SideBySide() {}

    /**
     * The results in the order of the work.
     *
     * @throws BadDataException as the work does; the rest of it is then given up
     * @throws InterruptedException if the thread is interrupted; the rest of the work is then given up
     */
    public static <T> List<T> run(List<? extends Callable<T>> work) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(
                Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), work.size())));
        try {
            List<Future<T>> pending = new ArrayList<>();
            work.forEach(piece -> pending.add(workers.submit(piece)));
            List<T> results = new ArrayList<>();
            for (Future<T> one : pending) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof BadDataException bad) {
                throw bad;
            }
            throw new IllegalStateException("a piece of the bench failed: " + failure.getCause(), failure.getCause());
        } finally {
            workers.shutdownNow();
        }
    }
}
