package io.surprisal.deploy.cli;

import io.surprisal.avro.ModelFile;
import io.surprisal.deploy.demo.Demo;
import io.surprisal.deploy.demo.DemoOptions;
import io.surprisal.deploy.demo.DemoSource;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: everything at once on this machine. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Shows it at work: starts a Kafka broker and a schema registry, creates the topics, publishes the"
                + " model, starts the detector and streams a fleet of series through it. Incidents happen at known"
                + " times; each alert is printed as it is found, and at the end what was found and what was missed.",
        footer = {
            "",
            "All of it listens on 127.0.0.1 only and is gone afterwards. Ctrl-C ends it at any time.",
            "",
            "Examples:",
            "  surprisal demo",
            "  surprisal demo --speed 600 --duration 5d    slowly, to try things in a second terminal",
            "  surprisal demo --headless --speed max       in a script",
            "  surprisal demo --data DIR --out OUT         your own CSV series, their scores back from Kafka"
        })
final class DemoCommand implements Callable<Integer> {

    private static final double DEFAULT_SPEED = 3600;
    private static final int LAST_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--series",
            paramLabel = "N",
            defaultValue = "240",
            description = "Series of the fleet (${DEFAULT-VALUE}).")
    private int series;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "Seed of the fleet; the same one gives the same scores (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--duration",
            paramLabel = "SPAN",
            defaultValue = "2d",
            converter = Span.class,
            description = "Length of the live part, in event time (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // has a default
    private Duration duration;

    @Option(
            names = "--speed",
            paramLabel = "SPEED",
            converter = Speed.class,
            description = "Seconds of event time per second, or max (3600; with --data: max).")
    private @Nullable Double speed;

    @Option(names = "--train", description = "First learn from the series' history and publish what was learned.")
    private boolean train;

    @Option(names = "--model", paramLabel = "FILE", description = "The model to begin with; else the one that ships.")
    private @Nullable Path model;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Stream the CSV series of a folder in place of a fleet.")
    private @Nullable Path data;

    @Option(
            names = "--out",
            paramLabel = "OUT",
            description = "With --data: write the scores, read back from Kafka, as 'evaluate' does.")
    private @Nullable Path out;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The broker's port (19092, or any that is free where that is taken).")
    private int port;

    @Option(names = "--headless", description = "For scripts: no bar, and end when all is done.")
    private boolean headless;

    @Option(names = "--exit-when-done", description = "End after the report; else everything stays up until Ctrl-C.")
    private boolean exitWhenDone;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (series < 1) {
            throw new ParameterException(spec.commandLine(), "--series must be at least 1: " + series);
        }
        if (port < 0 || port > LAST_PORT) {
            throw new ParameterException(spec.commandLine(), "--port must be 1 to " + LAST_PORT + ": " + port);
        }
        if (out != null && data == null) {
            throw new ParameterException(spec.commandLine(), "--out needs --data: a made-up fleet has no files");
        }
        if (headless) {
            System.clearProperty("surprisal.terminal.err");
        }
        double fallback = data == null ? DEFAULT_SPEED : Double.POSITIVE_INFINITY;
        return Demo.run(new DemoOptions(
                data == null ? new DemoSource.MadeUp(series, seed, duration) : new DemoSource.Folder(data, out),
                speed == null ? fallback : speed,
                model(),
                train,
                port,
                !headless && !exitWhenDone));
    }

    private ModelFile model() throws IOException {
        return model == null ? BundledModel.load() : ModelFiles.read(model);
    }
}
