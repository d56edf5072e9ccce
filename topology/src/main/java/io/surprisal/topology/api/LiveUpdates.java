package io.surprisal.topology.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.surprisal.topology.http.EventStream;
import io.surprisal.topology.http.EventStream.Event;
import io.surprisal.topology.http.EventStream.Listener;
import io.surprisal.topology.http.Health;
import io.surprisal.topology.view.LatestScores;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What changes, told to those who listen, once a second while anybody does: scores of all instances, alerts, and whether this
 * instance does its work. All is done by one thread, which never waits for another instance.
 */
public final class LiveUpdates implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveUpdates.class);

    /** Where they are told. */
    static final String PATH = "/api/v1/stream";

    private static final long TICK_MS = 1_000;
    private static final int TICKS_BETWEEN_BEATS = 10;
    /** Alerts that one who comes back is told after all. */
    private static final int REMEMBERED_ALERTS = 500;

    /**
     * Scores that have changed.
     *
     * @param all whether these are all there are, and nothing that was told before holds
     * @param scores of series, each as a whole
     * @param gone keys of series that are no more among the highest
     */
    record ScoreChanges(boolean all, List<JsonNode> scores, List<String> gone) {}

    /**
     * The beginning.
     *
     * @param instance that tells; {@code null} where instances have no names
     * @param resumed whether all alerts since the last one that the listener has had follow
     */
    record Hello(@Nullable String instance, boolean resumed) {}

    /**
     * Whether the instance does its work.
     *
     * @param ready whether it does
     * @param reason why not, or a word that says it does
     */
    record Readiness(boolean ready, String reason) {}

    private record Told(long number, Event event) {}

    private final ScoreList scores;
    private final Instances instances;
    private final Supplier<Health> ready;
    private final EventStream stream = new EventStream(PATH, this::greet);
    private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "surprisal-live");
        thread.setDaemon(true);
        return thread;
    });

    // Of the executor's thread.
    private final Map<String, JsonNode> told = new LinkedHashMap<>();
    private final Map<String, List<JsonNode>> others = new HashMap<>();
    private final Map<String, CompletableFuture<Instances.Reply>> asked = new HashMap<>();
    private final Deque<Told> alerts = new ArrayDeque<>();
    private @Nullable Readiness readiness;
    private long alertNumber;
    private @Nullable ScheduledFuture<?> ticking;
    private int ticks;

    LiveUpdates(ScoreList scores, Instances instances, Supplier<Health> ready) {
        this.scores = scores;
        this.instances = instances;
        this.ready = ready;
    }

    /** Where it is told. */
    public EventStream stream() {
        return stream;
    }

    /** Begins. */
    public void start() {
        ticking = executor.scheduleWithFixedDelay(guarded(this::tick), TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** An alert has come. */
    void alerted(AnomalyFeed.Alert alert) {
        submit(() -> {
            alertNumber++;
            Told next =
                    new Told(alertNumber, new Event(run + '-' + alertNumber, "anomaly", AvroJson.of(alert.anomaly())));
            alerts.add(next);
            if (alerts.size() > REMEMBERED_ALERTS) {
                alerts.remove();
            }
            stream.publish(next.event());
        });
    }

    private void greet(Listener listener, @Nullable String lastId) {
        submit(() -> {
            long last = number(lastId);
            boolean resumed = last == alertNumber
                    || (last >= 0 && !alerts.isEmpty() && alerts.getFirst().number() <= last + 1);
            listener.send(new Event(
                    run + '-' + alertNumber, "hello", new Hello(instances.self().orElse(null), resumed)));
            if (resumed) {
                alerts.stream().filter(each -> each.number() > last).forEach(each -> listener.send(each.event()));
            }
            listener.send(new Event(null, "readiness", now()));
            listener.send(new Event(null, "scores", new ScoreChanges(true, highest(), List.of())));
        });
    }

    /** The number in an id of this run; -1 for any other text. */
    private long number(@Nullable String id) {
        if (id == null || !id.startsWith(run + '-')) {
            return -1;
        }
        try {
            return Long.parseLong(id.substring(run.length() + 1));
        } catch (NumberFormatException foreign) {
            return -1;
        }
    }

    private void tick() {
        ticks++;
        if (!stream.isHeard()) {
            told.clear();
            others.clear();
            return;
        }
        tellScores();
        Readiness now = now();
        if (!now.equals(readiness)) {
            readiness = now;
            stream.publish(new Event(null, "readiness", now));
        }
        if (ticks % TICKS_BETWEEN_BEATS == 0) {
            stream.beat();
        }
    }

    private Readiness now() {
        Health health = ready.get();
        return new Readiness(health.well(), health.reason());
    }

    private void tellScores() {
        ask();
        Map<String, JsonNode> before = Map.copyOf(told);
        told.clear();
        List<JsonNode> changed = new ArrayList<>();
        for (JsonNode each : highest()) {
            String key = ScoreList.key(each);
            told.put(key, each);
            if (!each.equals(before.get(key))) {
                changed.add(each);
            }
        }
        List<String> gone =
                before.keySet().stream().filter(key -> !told.containsKey(key)).toList();
        if (!changed.isEmpty() || !gone.isEmpty()) {
            stream.publish(new Event(null, "scores", new ScoreChanges(false, changed, gone)));
        }
    }

    private List<JsonNode> highest() {
        List<JsonNode> all = new ArrayList<>(scores.own(LatestScores.MOST));
        others.values().forEach(all::addAll);
        return ScoreList.highest(all, LatestScores.MOST);
    }

    /** Takes up what the others have answered, and asks those again that have. */
    private void ask() {
        List<HostInfo> present = instances.others();
        others.keySet().retainAll(present.stream().map(Instances::name).toList());
        for (HostInfo each : present) {
            String name = Instances.name(each);
            CompletableFuture<Instances.Reply> question = asked.get(name);
            if (question != null && !question.isDone()) {
                continue;
            }
            if (question != null) {
                ScoreList.read(question.join())
                        .ifPresentOrElse(answer -> others.put(name, answer), () -> others.remove(name));
            }
            asked.put(name, instances.ask(each, ScoreList.target(LatestScores.MOST)));
        }
    }

    private void submit(Runnable task) {
        try {
            executor.execute(guarded(task));
        } catch (RejectedExecutionException closed) {
            LOG.debug("Nothing more is told, the application stops");
        }
    }

    // The edge of the thread: what goes wrong once must not end all updates.
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException failure) {
                LOG.warn("Listeners could not be told what has changed", failure);
            }
        };
    }

    @Override
    public void close() {
        if (ticking != null) {
            ticking.cancel(false);
        }
        executor.shutdownNow();
    }
}
