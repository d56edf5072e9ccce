package io.surprisal.deploy.it;

import io.surprisal.deploy.cli.Surprisal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command line, on the topics of one test. */
final class Cli {

    /**
     * What became of a command.
     *
     * @param code exit code
     * @param out what it printed
     * @param err what it said of failures
     */
    record Result(int code, String out, String err) {}

    private final String pipeline;

    /** Commands for a pipeline of this name. */
    Cli(String pipeline) {
        this.pipeline = pipeline;
    }

    /** Runs one command. */
    Result run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        Stream.of(
                        "--bootstrap-servers",
                        SharedBroker.bootstrapServers(),
                        "--schema-registry",
                        "mock://" + pipeline,
                        "--set",
                        "topic.prefix=" + pipeline + ".",
                        "--set",
                        "model.fallback=none")
                .forEach(all::add);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Surprisal.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        return new Result(code, out.toString(), err.toString());
    }
}
