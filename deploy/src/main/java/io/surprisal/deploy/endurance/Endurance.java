package io.surprisal.deploy.endurance;

import io.surprisal.schemas.Topics;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.topology.DetectorApp;
import io.surprisal.topology.detect.Nodes;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishException;
import io.surprisal.trainer.publish.PublishOptions;
import io.surprisal.trainer.publish.TopicCleaner;
import io.surprisal.trainer.publish.WeightsPublisher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Two instances with standby replicas score what a workload sends, under exactly-once, while they are disturbed; then one
 * that nobody disturbs scores the same observations, and what both wrote is compared record by record.
 */
public final class Endurance {

    private static final int INSTANCES = 2;
    /** Seconds from the publish of a version to the first row that it judges. */
    private static final int PUBLISH_LEAD_SECONDS = 8;

    private static final int PAUSE_MAX_MS = 3_000;
    /** More than the session timeout: in half of the cases the other instance has taken over by then. */
    private static final int ABSENCE_MAX_MS = 12_000;

    private static final int MILLIS = 1_000;
    /** The registry is needed at the start of an instance only, which takes no longer. */
    private static final int REGISTRY_AWAY_SECONDS = 10;

    /** With the disk full, before the instance is stopped. */
    private static final int FULL_DISK_MS = 3_000;

    private static final Duration FULL_START_LIMIT = Duration.ofSeconds(20);
    private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(90);
    private static final int JOIN_MS = 12_000;
    private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(5);
    private static final long POLL_MS = 200;

    private final EnduranceOptions options;
    private final Path folder;
    private final Consumer<String> progress;
    private final Random random;
    private final Map<Disturbance, Integer> done = new EnumMap<>(Disturbance.class);
    private int versions;

    /**
     * A run that has not begun.
     *
     * @param folder for all its files; the caller's to delete
     * @param progress gets a line for each thing that happens
     */
    public Endurance(EnduranceOptions options, Path folder, Consumer<String> progress) {
        this.options = options;
        this.folder = folder;
        this.progress = progress;
        this.random = new Random(options.seed());
    }

    /** Runs it, which takes about ten seconds for each disturbance and a minute besides. */
    public EnduranceReport run() throws IOException, InterruptedException {
        try (Site site = Site.start(folder);
                Fleet fleet = new Fleet(options.launcher(), folder, state -> instance(site, state))) {
            Topics topics = site.topics(Site.Run.DISTURBED);
            publish(site, topics, Activation.fromBeginning());
            for (int number = 0; number < INSTANCES; number++) {
                if (options.kinds().contains(Disturbance.FULL_DISK)) {
                    fleet.bound(number);
                }
                fleet.start(number);
            }
            long start = System.nanoTime();
            Map<Integer, Long> observations = disturbed(site, fleet, topics);
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            progress.accept("comparing with an undisturbed run");
            undisturbed(site, total(observations));
            Ledger disturbed = Ledger.read(site.bootstrapServers(), topics);
            Comparison comparison = new Comparison(
                    observations, disturbed, Ledger.read(site.bootstrapServers(), site.topics(Site.Run.UNDISTURBED)));
            return new EnduranceReport(
                    seconds,
                    total(observations),
                    disturbed.alerts(),
                    disturbed.versions(),
                    Map.copyOf(done),
                    fleet.started(),
                    fleet.ended(),
                    comparison.count(),
                    comparison.faults());
        }
    }

    private Map<String, String> instance(Site site, Path state) {
        Map<String, String> settings = site.settings(Site.Run.DISTURBED, state);
        settings.put("processing.guarantee", options.guarantee());
        return settings;
    }

    /** Returns the number of observations of each partition. */
    private Map<Integer, Long> disturbed(Site site, Fleet fleet, Topics topics)
            throws IOException, InterruptedException {
        try (Workload workload = new Workload(
                site.bootstrapServers(),
                topics.observations(),
                options.series(),
                options.perSecond(),
                options.seed())) {
            awaitScores(site, topics, fleet, 1);
            progress.accept("the first scores are there");
            for (Disturbance next : plan()) {
                pause(fleet, random.nextInt(PAUSE_MAX_MS));
                progress.accept(next.words());
                disturb(next, site, fleet, topics, workload);
                done.merge(next, 1, Integer::sum);
            }
            // So that the last version published judges some rows as well.
            pause(fleet, (PUBLISH_LEAD_SECONDS + 1) * MILLIS);
            workload.finish();
            Map<Integer, Long> observations = ends(site, topics.observations().name());
            progress.accept(total(observations) + " observations sent, waiting for their scores");
            awaitScores(site, topics, fleet, total(observations));
            fleet.stopAll();
            return observations;
        }
    }

    /** All kinds once in any order, then again, until there are as many as wished. */
    private List<Disturbance> plan() {
        List<Disturbance> plan = new ArrayList<>();
        while (plan.size() < options.disturbances()) {
            List<Disturbance> round = new ArrayList<>(List.of(Disturbance.values()));
            round.retainAll(options.kinds());
            Collections.shuffle(round, random);
            plan.addAll(round);
        }
        return plan.subList(0, options.disturbances());
    }

    private void disturb(Disturbance what, Site site, Fleet fleet, Topics topics, Workload workload)
            throws IOException, InterruptedException {
        int victim = random.nextInt(INSTANCES);
        switch (what) {
            case KILL -> {
                fleet.kill(victim);
                pause(fleet, random.nextInt(ABSENCE_MAX_MS));
            }
            case LOSE_DISK -> {
                fleet.kill(victim);
                fleet.loseDisk(victim);
                pause(fleet, random.nextInt(ABSENCE_MAX_MS));
            }
            case KILL_ALL -> {
                for (int number = 0; number < INSTANCES; number++) {
                    fleet.kill(number);
                }
                fleet.start(1 - victim);
            }
            case ROLL -> fleet.stop(victim);
            case UPGRADE -> upgrade(site, fleet);
            case FULL_DISK -> fillDisk(victim, fleet);
            case JOIN -> {
                fleet.start(INSTANCES);
                pause(fleet, JOIN_MS);
                fleet.stop(INSTANCES);
            }
            case PUBLISH -> publish(site, topics, Activation.at(workload.eventTimeIn(PUBLISH_LEAD_SECONDS)));
            case BAD_WEIGHTS -> {
                BrokenWeights.write(site.bootstrapServers(), topics.models(), versions);
                versions += 2;
                awaitRefusals(fleet);
            }
            case RIVAL_PUBLISHERS ->
                publishTwice(site, topics, Activation.at(workload.eventTimeIn(PUBLISH_LEAD_SECONDS)));
            case TOMBSTONES -> {
                publisher(site, topics).publish(Versions.number(versions++), PublishOptions.weightsOnly());
                fleet.kill(victim);
                fleet.start(victim);
                int removed = new TopicCleaner(clients(site), topics.models())
                        .clean()
                        .versions()
                        .size();
                progress.accept("removed " + removed + " versions from the models topic");
            }
            case RESTART_BROKER -> {
                site.stopBroker();
                site.startBroker();
            }
            case BROKER_AWAY -> {
                site.stopBroker();
                pause(fleet, options.awaySeconds() * MILLIS);
                site.startBroker();
            }
            case REGISTRY_AWAY -> registry(TcpProxy.Way.CLOSED, victim, site, fleet);
            case REGISTRY_SLOW -> registry(TcpProxy.Way.SLOW, victim, site, fleet);
        }
        fleet.start(victim);
    }

    private void registry(TcpProxy.Way way, int victim, Site site, Fleet fleet)
            throws IOException, InterruptedException {
        site.registryWay().become(way);
        fleet.kill(victim);
        fleet.start(victim);
        pause(fleet, Math.min(options.awaySeconds(), REGISTRY_AWAY_SECONDS) * MILLIS);
        site.registryWay().become(TcpProxy.Way.OPEN);
    }

    private void upgrade(Site site, Fleet fleet) throws IOException, InterruptedException {
        fleet.stopAll();
        int states = OlderStates.write(site.bootstrapServers(), site.changelog(Site.Run.DISTURBED, Nodes.SERIES_STATE));
        progress.accept(states + " states are of the format before");
        for (int number = 0; number < INSTANCES; number++) {
            fleet.loseDisk(number);
            fleet.start(number);
        }
    }

    private void fillDisk(int victim, Fleet fleet) throws IOException, InterruptedException {
        BoundedDisk disk = fleet.disk(victim);
        disk.fill();
        pause(fleet, FULL_DISK_MS);
        fleet.stop(victim);
        int ended = fleet.ended();
        fleet.start(victim);
        // It cannot write its stores and ends, is started again, and so on; another takes over.
        long deadline = System.nanoTime() + FULL_START_LIMIT.toNanos();
        while (fleet.ended() == ended && System.nanoTime() < deadline) {
            pause(fleet, (int) POLL_MS);
        }
        progress.accept(fleet.ended() > ended ? "it does not start on the full disk" : "it runs on the full disk");
        disk.free();
    }

    private void awaitRefusals(Fleet fleet) throws IOException, InterruptedException {
        for (int number = 0; number < INSTANCES; number++) {
            long deadline = System.nanoTime() + REFUSAL_LIMIT.toNanos();
            while (fleet.metric(number, "surprisal_models_refused_total").orElse(0) < 2) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("instance " + number
                            + " has not counted two refused versions; the instances' logs are in " + folder);
                }
                pause(fleet, (int) POLL_MS);
            }
        }
    }

    /** One may fence the other, but not both be refused. */
    private void publishTwice(Site site, Topics topics, Activation activation) {
        int first = versions;
        versions += 2;
        CompletableFuture<Boolean> rival =
                CompletableFuture.supplyAsync(() -> hasPublished(site, topics, first, activation));
        boolean one = hasPublished(site, topics, first + 1, activation);
        boolean other = rival.join();
        if (!one && !other) {
            throw new IllegalStateException("of two who published at once, none has");
        }
        progress.accept(one && other ? "both have published" : "one has fenced the other");
    }

    private static boolean hasPublished(Site site, Topics topics, int number, Activation activation) {
        try {
            publisher(site, topics)
                    .publish(
                            Versions.number(number),
                            PublishOptions.weightsOnly().as(AliasName.CHAMPION, activation));
            return true;
        } catch (PublishException fenced) {
            if (!fenced.isTakenOver()) {
                throw fenced;
            }
            return false;
        }
    }

    private void publish(Site site, Topics topics, Activation activation) {
        publisher(site, topics)
                .publish(
                        Versions.number(versions++),
                        PublishOptions.weightsOnly().as(AliasName.CHAMPION, activation));
    }

    private static WeightsPublisher publisher(Site site, Topics topics) {
        return new WeightsPublisher(clients(site), topics.models(), Clock.systemUTC());
    }

    private static Map<String, Object> clients(Site site) {
        return Map.of("bootstrap.servers", site.bootstrapServers());
    }

    private static void pause(Fleet fleet, int millis) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            fleet.tend();
            TimeUnit.MILLISECONDS.sleep(Math.min(POLL_MS, millis));
        }
    }

    /** Waits until so many observations are judged: each has a score, or else a dead letter. */
    private void awaitScores(Site site, Topics topics, Fleet fleet, long count)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + CATCH_UP_LIMIT.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer = Ledger.consumer(site.bootstrapServers())) {
            List<TopicPartition> results = new ArrayList<>();
            for (String topic :
                    List.of(topics.scores().name(), topics.deadLetters().name())) {
                consumer.partitionsFor(topic).forEach(info -> results.add(new TopicPartition(topic, info.partition())));
            }
            consumer.assign(results);
            consumer.seekToBeginning(consumer.assignment());
            long seen = 0;
            while (seen < count) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("only " + seen + " of " + count + " observations are judged after "
                            + CATCH_UP_LIMIT.toMinutes() + " minutes; the instances' logs are in " + folder);
                }
                fleet.tend();
                seen += consumer.poll(Duration.ofMillis(POLL_MS)).count();
            }
        }
    }

    private void undisturbed(Site site, long count) throws IOException, InterruptedException {
        Map<String, String> settings = site.settings(Site.Run.UNDISTURBED, folder.resolve("undisturbed"));
        try (DetectorApp app = DetectorApp.start(DetectorSettings.of(settings));
                Fleet none = new Fleet(options.launcher(), folder, state -> Map.of())) {
            progress.accept("undisturbed: " + app.ready().reason());
            awaitScores(site, site.topics(Site.Run.UNDISTURBED), none, count);
        }
    }

    private static Map<Integer, Long> ends(Site site, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = Ledger.consumer(site.bootstrapServers())) {
            Map<Integer, Long> ends = new HashMap<>();
            consumer.endOffsets(consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList())
                    .forEach((partition, end) -> ends.put(partition.partition(), end));
            return ends;
        }
    }

    private static long total(Map<Integer, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
