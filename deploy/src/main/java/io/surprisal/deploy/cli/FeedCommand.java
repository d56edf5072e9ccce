package io.surprisal.deploy.cli;

import io.surprisal.deploy.feed.Feed;
import io.surprisal.deploy.feed.FeedRow;
import io.surprisal.deploy.feed.FleetFeed;
import io.surprisal.deploy.feed.FolderFeed;
import io.surprisal.deploy.feed.ObservationProducer;
import io.surprisal.deploy.feed.Pace;
import io.surprisal.deploy.fleet.Fleet;
import io.surprisal.deploy.fleet.FleetClock;
import io.surprisal.deploy.fleet.FleetFiles;
import io.surprisal.deploy.fleet.Incident;
import io.surprisal.deploy.terminal.StatusLine;
import io.surprisal.schemas.Topics;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.data.SeriesCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code feed}: observations for a cluster that has none yet. */
@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        description = "Sends observations to a cluster's observations topic, as Avro, to see a deployment at work: a"
                + " made-up fleet of machines with incidents at known times, or the CSV series of a folder.",
        footer = {
            "",
            "The fleet's six days of history go as fast as they can, then its last day row by row, each incident named"
                    + " as it",
            "begins; its last row is of now. A detector reads it with --set features=value=values.value",
            "--set event.time=time. Topics and schemas must be there: 'surprisal setup' makes them.",
            "",
            "Examples:",
            "  surprisal feed --bootstrap-servers kafka:9092 --schema-registry http://registry:8081",
            "  surprisal feed --series 240 --speed max",
            "  surprisal feed --data my-series --config detector.properties",
            "  surprisal feed --out fleet                     as files, for 'evaluate' and 'train'"
        })
final class FeedCommand implements Callable<Integer> {

    private static final long PER_MILLE = 1000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--series",
            paramLabel = "N",
            defaultValue = "24",
            description = "Series of the fleet (${DEFAULT-VALUE}).")
    private int series;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "Seed of the fleet (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--duration",
            paramLabel = "SPAN",
            defaultValue = "1d",
            converter = Span.class,
            description = "Length of the fleet's part with incidents, in event time (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // has a default
    private Duration duration;

    @Option(
            names = "--speed",
            paramLabel = "SPEED",
            converter = Speed.class,
            description = "Seconds of event time per second, or max (600; with --data: max).")
    private @Nullable Double speed;

    @Option(names = "--data", paramLabel = "DIR", description = "Send the CSV series of a folder in place of a fleet.")
    private @Nullable Path data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Send nothing: write the fleet to CSV files, history to DIR/train, the part with incidents to"
                    + " DIR/test, the incidents to DIR/labels.csv.")
    private @Nullable Path out;

    private final StatusLine status = StatusLine.onTerminal("feed");

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (series < 1) {
            throw new ParameterException(spec.commandLine(), "--series must be at least 1: " + series);
        }
        if (out != null && data != null) {
            throw new ParameterException(spec.commandLine(), "--out writes the fleet: leave out --data");
        }
        try (status) {
            if (out != null) {
                FleetFiles.writeAll(fleet(), out);
                status.say(series + " series are in " + out + "; 'surprisal evaluate --data " + out
                        + " --out scores' scores them");
            } else if (data == null) {
                sendFleet(fleet());
            } else {
                sendFolder(data);
            }
        }
        return 0;
    }

    private Fleet fleet() {
        return Fleet.of(seed, series, FleetClock.before(Instant.now(), duration));
    }

    private void sendFleet(Fleet fleet) throws InterruptedException {
        status.say("A fleet of " + series + " series; " + fleet.incidents().size() + " incidents will happen.");
        try (FleetFeed history = FleetFeed.history(fleet);
                FleetFeed live = FleetFeed.live(fleet);
                ObservationProducer producer = producer(history)) {
            send(history, new Pace(Double.POSITIVE_INFINITY), producer);
            status.say("History: %,d rows sent. Now the last %d hours.".formatted(producer.rows(), duration.toHours()));
            Incidents incidents = new Incidents(fleet);
            Pace pace = new Pace(speed == null ? 600 : speed);
            for (Optional<FeedRow> row = live.next(); row.isPresent(); row = live.next()) {
                pace.await(row.get().eventTimeMs());
                incidents.until(row.get().eventTimeMs()).forEach(status::say);
                producer.send(row.get());
                status.at((long) (PER_MILLE * live.progress()), PER_MILLE, "");
            }
            producer.flush();
            status.say("All sent: %,d rows.".formatted(producer.rows()));
        }
    }

    private void sendFolder(Path folder) throws IOException, InterruptedException {
        try (FolderFeed feed = FolderFeed.of(SeriesCatalogue.open(folder));
                ObservationProducer producer = producer(feed)) {
            status.say(feed.keys().size() + " series of " + folder + " with " + feed.features() + feed.covariates());
            send(feed, new Pace(speed == null ? Double.POSITIVE_INFINITY : speed), producer);
            status.say("All sent: %,d rows.".formatted(producer.rows()));
        }
    }

    private ObservationProducer producer(Feed feed) {
        DetectorSettings settings = cluster.cluster();
        Topics topics = ClusterOptions.topics(settings);
        return new ObservationProducer(
                ClusterOptions.clients(settings), topics.observations(), feed, (row, partition, offset) -> {});
    }

    private void send(Feed feed, Pace pace, ObservationProducer producer) throws InterruptedException {
        for (Optional<FeedRow> row = feed.next(); row.isPresent(); row = feed.next()) {
            pace.await(row.get().eventTimeMs());
            producer.send(row.get());
            status.at((long) (PER_MILLE * feed.progress()), PER_MILLE, "");
        }
        producer.flush();
    }

    /** A fleet's incidents in the order in which they begin, each told once. */
    private static final class Incidents {

        private final Fleet fleet;
        private final List<Incident> ordered;
        private int told;

        Incidents(Fleet fleet) {
            this.fleet = fleet;
            this.ordered = fleet.incidents().stream()
                    .sorted(Comparator.comparingInt(Incident::from))
                    .toList();
        }

        /** A line for each that has begun since the last call. */
        List<String> until(long eventTimeMs) {
            int from = told;
            while (told < ordered.size() && beginMs(ordered.get(told)) <= eventTimeMs) {
                told++;
            }
            return ordered.subList(from, told).stream().map(this::line).toList();
        }

        private long beginMs(Incident incident) {
            return fleet.clock().eventTimeMs(incident.from());
        }

        private String line(Incident incident) {
            return "%s  %-24s %s begins"
                    .formatted(
                            Instant.ofEpochMilli(beginMs(incident)),
                            incident.series(),
                            incident.kind().label());
        }
    }
}
