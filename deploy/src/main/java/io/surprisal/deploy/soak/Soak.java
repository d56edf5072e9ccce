package io.surprisal.deploy.soak;

import io.surprisal.deploy.endurance.DetectorProcess;
import io.surprisal.deploy.endurance.MetricsPage;
import io.surprisal.deploy.endurance.Site;
import io.surprisal.deploy.endurance.Versions;
import io.surprisal.deploy.endurance.Workload;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.Topics;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import io.surprisal.trainer.publish.WeightsPublisher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * One detector, exactly-once, in a process of its own, at a steady pace below its maximum, with another version of the model
 * from time to time; its memory, lag and throughput, sample by sample.
 */
public final class Soak {

    private static final Site.Run RUN = Site.Run.UNDISTURBED;
    private static final int FIRST_PACE = 2_000;
    /** More than any machine of today judges on one thread. */
    private static final int OVERLOAD = 400_000;

    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration PACE_STEP = Duration.ofSeconds(4);
    private static final Duration MAXIMUM_OVER = Duration.ofSeconds(12);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(10);
    private static final int LEAD_SECONDS = 5;
    private static final long POLL_MS = 200;
    private static final long ADMIN_LIMIT_SECONDS = 30;
    private static final double SECOND = 1e9;
    /** The broker's files would fill the disk in an hour; what is judged need not stay. */
    private static final String SEGMENT = Integer.toString(32 << 20);

    private static final String RETAINED = Integer.toString(64 << 20);

    private final SoakOptions options;
    private final Path folder;
    private final Consumer<String> progress;
    private int versions;

    /**
     * A soak that has not begun.
     *
     * @param folder for all its files; the caller's to delete
     * @param progress gets a line for each thing that happens
     */
    public Soak(SoakOptions options, Path folder, Consumer<String> progress) {
        this.options = options;
        this.folder = folder;
        this.progress = progress;
    }

    /** Whether memory can be measured here. */
    public static boolean isPossible() {
        return DetectorGauge.isThere();
    }

    /**
     * Runs it: its length, and a minute or two besides.
     *
     * @throws IllegalStateException if the detector ends or does not catch up
     */
    public SoakReport run() throws IOException, InterruptedException {
        Path stateDir = folder.resolve("state");
        try (Site site = Site.start(folder)) {
            Topics topics = site.topics(RUN);
            bound(site, topics);
            WeightsPublisher publisher = new WeightsPublisher(
                    Map.of("bootstrap.servers", site.bootstrapServers()), topics.models(), Clock.systemUTC());
            publish(publisher, Activation.fromBeginning());
            Map<String, String> settings = settings(site, stateDir);
            try (DetectorProcess detector =
                            DetectorProcess.start(options.launcher(), folder.resolve("detector"), settings, java());
                    GroupProgress group = new GroupProgress(
                            site.bootstrapServers(),
                            settings.getOrDefault("application.id", ""),
                            topics.observations().name());
                    Workload workload = new Workload(
                            site.bootstrapServers(), topics.observations(), options.series(), FIRST_PACE, 1)) {
                awaitFirst(detector, group);
                OptionalInt maximum =
                        options.rate() > 0 ? OptionalInt.empty() : OptionalInt.of(maximum(workload, detector, group));
                int rate = options.rate() > 0 ? options.rate() : (int) (SoakOptions.SHARE * maximum.orElseThrow());
                workload.pace(rate);
                drain(detector, group, rate);
                return steady(
                        new DetectorGauge(detector, stateDir), detector, group, workload, publisher, maximum, rate);
            }
        }
    }

    /** A heap that is there from the beginning, and the compilers that detectors have. */
    private static List<String> java() {
        return List.of("-Xms256m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=4");
    }

    private static Map<String, String> settings(Site site, Path stateDir) {
        Map<String, String> settings = new HashMap<>(site.settings(RUN, stateDir));
        settings.put("streams.topic.segment.bytes", SEGMENT);
        settings.put("streams.rocksdb.stats.dump.period.sec", "0");
        return settings;
    }

    private static void bound(Site site, Topics topics) throws InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (Topic<?, ?> topic : List.of(
                topics.observations(),
                topics.scores(),
                topics.anomalies(),
                topics.alertEvidence(),
                topics.deadLetters())) {
            changes.put(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                    List.of(set("segment.bytes", SEGMENT), set("retention.bytes", RETAINED)));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", site.bootstrapServers()))) {
            admin.incrementalAlterConfigs(changes).all().get(ADMIN_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | java.util.concurrent.TimeoutException refused) {
            throw new IllegalStateException("the topics cannot be bounded", refused);
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private void publish(WeightsPublisher publisher, Activation activation) {
        publisher.publish(
                Versions.number(versions++), PublishOptions.weightsOnly().as(AliasName.CHAMPION, activation));
    }

    private void awaitFirst(DetectorProcess detector, GroupProgress group) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (group.now().committed() == 0) {
            requireAlive(detector);
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("nothing was judged in " + START_LIMIT.toSeconds()
                        + " s; its log is in " + folder.resolve("detector"));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        progress.accept("the first observations are judged");
    }

    /** Sends faster and faster until more is sent than judged, and counts what is judged then. */
    private int maximum(Workload workload, DetectorProcess detector, GroupProgress group)
            throws IOException, InterruptedException {
        sleep(WARM_UP);
        for (int pace = 2 * FIRST_PACE; pace < OVERLOAD && group.now().lag() < pace; pace *= 2) {
            workload.pace(pace);
            sleep(PACE_STEP);
        }
        long start = System.nanoTime();
        long before = group.now().committed();
        sleep(MAXIMUM_OVER);
        long judged = group.now().committed() - before;
        int maximum = (int) (judged * SECOND / (System.nanoTime() - start));
        progress.accept(String.format("at most %,d observations a second are judged", maximum));
        workload.pace(FIRST_PACE);
        drain(detector, group, FIRST_PACE);
        return maximum;
    }

    private void drain(DetectorProcess detector, GroupProgress group, int rate)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
        for (long lag = group.now().lag(); lag > rate; lag = group.now().lag()) {
            requireAlive(detector);
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("at " + rate + " observations a second it does not catch up: " + lag
                        + " behind after " + DRAIN_LIMIT.toMinutes() + " minutes");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    private SoakReport steady(
            DetectorGauge gauge,
            DetectorProcess detector,
            GroupProgress group,
            Workload workload,
            WeightsPublisher publisher,
            OptionalInt maximum,
            int rate)
            throws IOException, InterruptedException {
        progress.accept(String.format(
                "%,d observations a second for %d s, another version every %d s",
                rate, options.length().toSeconds(), options.swapEvery().toSeconds()));
        List<SoakSample> samples = new ArrayList<>();
        long start = System.nanoTime();
        long first = group.now().committed();
        long before = first;
        long at = start;
        long nextSwap = start + options.swapEvery().toNanos();
        while (System.nanoTime() - start < options.length().toNanos()) {
            sleep(options.sampleEvery());
            requireAlive(detector);
            if (System.nanoTime() > nextSwap) {
                publish(publisher, Activation.at(workload.eventTimeIn(LEAD_SECONDS)));
                nextSwap += options.swapEvery().toNanos();
            }
            GroupProgress.Standing now = group.now();
            long time = System.nanoTime();
            samples.add(gauge.sample(
                    (time - start) / SECOND,
                    (now.committed() - before) * SECOND / (time - at),
                    now.lag(),
                    judging(detector)));
            before = now.committed();
            at = time;
        }
        MetricsPage page = MetricsPage.read(detector.port());
        return new SoakReport(
                maximum,
                rate,
                before - first,
                judging(detector),
                (long) page.sum("surprisal_models_refused_total"),
                samples);
    }

    /** Versions that all series have gone over to, the first included. */
    private int judging(DetectorProcess detector) throws IOException, InterruptedException {
        double changes = MetricsPage.read(detector.port()).sum("surprisal_version_changes_total");
        return 1 + (int) (changes / options.series());
    }

    private void requireAlive(DetectorProcess detector) {
        if (!detector.isAlive()) {
            throw new IllegalStateException("the detector ended; its log is in " + folder.resolve("detector"));
        }
    }

    private static void sleep(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }
}
