package io.surprisal.deploy.demo;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.surprisal.avro.Anomaly;
import io.surprisal.avro.Score;
import io.surprisal.deploy.broker.NewTopics;
import io.surprisal.deploy.feed.Feed;
import io.surprisal.deploy.feed.FeedRow;
import io.surprisal.deploy.feed.ObservationProducer;
import io.surprisal.deploy.feed.Pace;
import io.surprisal.deploy.fleet.Fleet;
import io.surprisal.deploy.fleet.FleetClock;
import io.surprisal.deploy.terminal.StatusLine;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.Topics;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.schemas.setup.TopicSetup;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.publish.Published;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;

/**
 * Everything on one machine: broker and registry, topics, model, detector, and a stream of observations through them.
 * What it starts ends with it, also when the process is interrupted or killed.
 */
public final class Demo {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long PER_MILLE = 1000;

    private final DemoOptions options;
    private final Resources resources;
    private final StatusLine status = StatusLine.onTerminal("demo");

    private Demo(DemoOptions options, Resources resources) {
        this.options = options;
        this.resources = resources;
    }

    /** Runs a demo and returns its exit code. */
    public static int run(DemoOptions options) throws IOException, InterruptedException {
        Resources resources = new Resources();
        Thread hook = new Thread(resources::close, "demo-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (resources) {
            return new Demo(options, resources).run();
        }
    }

    private int run() throws IOException, InterruptedException {
        status.at(0, 0, "starting broker and registry");
        try (DemoScript script = script()) {
            say(script.title());
            DemoPorts ports = resources.add(DemoPorts.take(options.port()));
            ports.remark().ifPresent(this::say);
            DemoCluster cluster = resources.add(DemoCluster.start(ports));
            Feed columns = script.parts().get(0).feed();
            DetectorSettings settings = DemoDetector.settings(
                    cluster, columns, options.model().getManifest().getName(), script.wantsScores());
            Topics topics = Topics.of(settings.topics(), new RegistrySerdes(settings.registry()));
            setUp(settings, topics);
            DemoModels models = new DemoModels(cluster.bootstrapServers(), topics.models());
            models.publish(options.model(), "to begin with");
            status.at(0, 0, "starting the detector");
            DemoDetector detector = resources.add(DemoDetector.start(settings));
            Path second = cluster.folder("second-version.avro");
            ModelFiles.write(DemoModels.variant(options.model()), second);
            DemoGuide.lines(cluster, topics, detector, second).forEach(this::say);
            resources.add(new SwapWatch(detector::model, model -> say("*** this instance now runs " + model)));
            stream(script, cluster, topics, models);
            if (options.stays()) {
                say("");
                say("Everything stays up; Ctrl-C ends it.");
                new CountDownLatch(1).await();
            }
            return 0;
        } finally {
            status.close();
        }
    }

    private DemoScript script() throws IOException {
        if (options.source() instanceof DemoSource.MadeUp madeUp) {
            FleetClock clock = FleetClock.after(Instant.now(), madeUp.duration());
            return new FleetScript(
                    Fleet.of(madeUp.seed(), madeUp.series(), clock),
                    options.model().getManifest().getSpec().getKinds(),
                    options.speed());
        }
        return new FolderScript((DemoSource.Folder) options.source(), options.speed());
    }

    private static void setUp(DetectorSettings settings, Topics topics) throws IOException, InterruptedException {
        try (Admin admin = Admin.create(
                        Map.of("bootstrap.servers", settings.engine().bootstrapServers()));
                SchemaRegistryClient registry = settings.registry().client()) {
            TopicSetup.at(admin, settings.engine().bootstrapServers(), registry, settings.registry(), settings.topics())
                    .run(topics.all(), TopicSetup.Mode.APPLY);
            NewTopics.await(admin, topics.all().stream().map(Topic::name).toList());
        }
    }

    private void stream(DemoScript script, DemoCluster cluster, Topics topics, DemoModels models)
            throws IOException, InterruptedException {
        String broker = cluster.bootstrapServers();
        List<TopicTail<?, ?>> tails = new ArrayList<>();
        tails.add(resources.add(new TopicTail<String, Anomaly>(
                broker,
                topics.anomalies(),
                record -> script.alert(record.value()).ifPresent(this::say))));
        if (script.wantsScores()) {
            tails.add(resources.add(
                    new TopicTail<String, Score>(broker, topics.scores(), record -> script.scored(record.value()))));
        }
        Feed columns = script.parts().get(0).feed();
        try (ObservationProducer producer = new ObservationProducer(
                        Map.of("bootstrap.servers", broker), topics.observations(), columns, script::sent);
                ProcessedOffsets processed =
                        new ProcessedOffsets(broker, topics.observations().name(), DemoDetector.APPLICATION)) {
            for (DemoScript.Part part : script.parts()) {
                if (options.training()) {
                    script.lesson(part, cluster.folder("history")).ifPresent(lesson -> learn(lesson, models));
                }
                part.announcement().forEach(this::say);
                long before = producer.rows();
                long start = System.nanoTime();
                send(part, producer);
                processed.await(producer.rows(), done -> status.at(done, producer.rows(), "detecting"));
                double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
                script.partReport(part, producer.rows() - before, seconds).forEach(this::say);
            }
        }
        for (TopicTail<?, ?> tail : tails) {
            tail.finish();
        }
        script.report().forEach(this::say);
    }

    private void learn(SeriesCatalogue lesson, DemoModels models) {
        say("");
        say("Learning from the history of " + lesson.histories().size() + " series.");
        Published published = models.publish(DemoModels.learned(options.model(), lesson), "learned from history");
        say("Published " + published.identity().name() + "/"
                + published.identity().version() + ".");
    }

    private void send(DemoScript.Part part, ObservationProducer producer) throws InterruptedException {
        Pace pace = new Pace(part.speed());
        Feed feed = part.feed();
        for (Optional<FeedRow> row = feed.next(); row.isPresent(); row = feed.next()) {
            pace.await(row.get().eventTimeMs());
            producer.send(row.get());
            status.at((long) (PER_MILLE * feed.progress()), PER_MILLE, "");
        }
        producer.flush();
    }

    private void say(String line) {
        status.say(line);
    }
}
