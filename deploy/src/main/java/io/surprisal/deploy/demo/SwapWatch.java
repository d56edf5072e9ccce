package io.surprisal.deploy.demo;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Notices when the running detector changes its model. */
final class SwapWatch implements AutoCloseable {

    private static final long INTERVAL_MS = 100;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "swap-watch");
        thread.setDaemon(true);
        return thread;
    });
    private String last;

    /**
     * Begins to watch.
     *
     * @param model what scores now
     * @param swapped hears of each change
     */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the executor
    SwapWatch(Supplier<String> model, Consumer<String> swapped) {
        this.last = model.get();
        clock.scheduleWithFixedDelay(() -> look(model, swapped), INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    private void look(Supplier<String> model, Consumer<String> swapped) {
        String now = model.get();
        if (!now.equals(last)) {
            last = now;
            swapped.accept(now);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
