package io.surprisal.deploy.cli;

import io.surprisal.avro.ModelFile;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.difference.ModelDifference;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models diff}: what two versions do not have in common. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Says in what two versions differ: network, features, calibration, weights, provenance.",
        footer = {
            "",
            "VERSION: champion or challenger (of model.name, or NAME@champion), NAME/VERSION, or the beginning of a SHA-256,",
            "all on the models topic; or a model file, or 'bundled'. The topic is read only if it is needed.",
            "",
            "Norms are roots of sums of squares; 'parts' is |b - a| in parts of a's norm.",
            "",
            "Examples:",
            "  surprisal models diff champion challenger",
            "  surprisal models diff bundled model.avro",
            "  surprisal models diff default/2 3f9c21"
        })
final class ModelsDiffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Parameters(index = "0", paramLabel = "VERSION", description = "The one, a.")
    private String one = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "The other, b.")
    private String other = "";

    @Override
    public Integer call() throws IOException {
        DetectorSettings settings = cluster.cluster();
        VersionArgument versions = new VersionArgument(settings, () -> ClusterOptions.models(settings));
        ModelFile first = versions.load(one);
        ModelFile second = versions.load(other);
        PrintWriter out = spec.commandLine().getOut();
        ModelDifference.lines(first, second).forEach(out::println);
        out.flush();
        return 0;
    }
}
