package io.surprisal.deploy.cli;

import io.surprisal.deploy.terminal.TaskProgress;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.gate.Gate;
import io.surprisal.trainer.gate.GateReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench gate}: would a model file pass? */
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        description =
                "Puts a model file through the gate of 'publish' without a cluster: what it finds of injected incidents,"
                        + " and how often it alerts, beside the champion. Exit code 1 where it would be refused.",
        footer = {
            "",
            "Compared on are the last fifths of series of 3,000 rows or more, which 'train' never learns from.",
            "",
            "Examples:",
            "  surprisal bench gate --data history/ new.avro                       against the model that ships",
            "  surprisal bench gate --data history/ --champion old.avro new.avro",
            "  surprisal bench gate --data history/ new.avro --seed 2              with other incidents: how sure is it?"
        })
final class BenchGateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "A folder of series, as of 'publish --gate-data'; may be given many times.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = "--champion",
            paramLabel = "FILE",
            description = "The model to beat, or " + ModelArgument.CONTROLS + "; else the one that ships.")
    private @Nullable String champion;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + Gate.SEED,
            description = "Of where incidents are and what they are like (${DEFAULT-VALUE}, as of 'publish').")
    private long seed;

    @Parameters(paramLabel = "FILE", description = "The model file that would be published.")
    private String candidate = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        TaskProgress progress = new TaskProgress();
        ModelSnapshot old = ModelArgument.loadCalibrated(spec, champion, data, progress);
        ModelSnapshot young = ModelArgument.loadCalibrated(spec, candidate, data, progress);
        GateReport report;
        try {
            report = new Gate(data, List.of(), progress).withSeed(seed).compare(old, young);
        } catch (BadDataException tooLittle) {
            throw new CommandFailedException("the gate did not run: " + tooLittle.getMessage(), tooLittle);
        }
        PrintWriter writer = spec.commandLine().getOut();
        report.lines().forEach(writer::println);
        writer.flush();
        if (!report.objections().isEmpty()) {
            throw new CommandFailedException("the gate would refuse it: " + String.join("; ", report.objections()));
        }
        writer.println("gate: passed");
        writer.flush();
        return 0;
    }
}
