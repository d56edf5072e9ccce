package io.surprisal.trainer.evaluate;

import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.SeriesFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same work for each of many series, side by side, each by one thread from beginning to end. */
public final class SeriesPool {

    private final int threads;

    /** With this many threads, at least 1. */
    public SeriesPool(int threads) {
        this.threads = threads;
    }

    /**
     * Does the work, for the longest series first, so that no thread is left alone with one at the end.
     *
     * @param series at least one, each with another path
     * @return the results in the order of the series
     * @throws BadDataException if the work on a series did; what is not yet begun is then left undone
     * @throws IOException if the work on a series did
     * @throws InterruptedException if the thread is interrupted
     */
    public <T> List<T> run(List<SeriesFile> series, Function<SeriesFile, Callable<T>> work)
            throws IOException, InterruptedException {
        List<SeriesFile> longestFirst = series.stream()
                .sorted(Comparator.comparingLong(SeriesFile::bytes).reversed())
                .toList();
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(threads, series.size()));
        try {
            Map<String, Future<T>> pending = new HashMap<>();
            for (SeriesFile one : longestFirst) {
                pending.put(one.path(), workers.submit(work.apply(one)));
            }
            List<T> results = new ArrayList<>();
            for (SeriesFile one : series) {
                results.add(result(one, pending));
            }
            return results;
        } finally {
            workers.shutdownNow();
        }
    }

    private static <T> T result(SeriesFile series, Map<String, Future<T>> pending)
            throws IOException, InterruptedException {
        Future<T> future = pending.get(series.path());
        if (future == null) {
            throw new IllegalStateException("work on every series must be pending: path=" + series.path());
        }
        try {
            return future.get();
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            if (cause instanceof BadDataException bad) {
                throw bad;
            }
            if (cause instanceof IOException io) {
                throw io;
            }
            if (cause instanceof UncheckedIOException io) {
                throw new IOException("cannot write the scores of " + series.path() + ": " + io.getCause(), io);
            }
            throw new IllegalStateException("work failed: series=" + series.path() + ", " + cause, cause);
        }
    }
}
