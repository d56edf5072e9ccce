package io.surprisal.deploy.cli;

import io.surprisal.avro.ModelManifest;
import io.surprisal.schemas.TopicRole;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models show}: all that is known of the versions of a model. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows what is known of a model's versions: network, provenance, when it was champion.",
        footer = {
            "",
            "Examples:",
            "  surprisal models show default          all versions of the model 'default'",
            "  surprisal models show default/2        one of them",
            "  surprisal models show 3f9c21           the one whose weights' SHA-256 begins so"
        })
final class ModelsShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Parameters(paramLabel = "MODEL", description = "NAME, NAME/VERSION or the beginning of a SHA-256.")
    private String wanted = "";

    @Override
    public Integer call() {
        DetectorSettings settings = cluster.cluster();
        ModelsTopicContent content = ClusterOptions.models(settings);
        String topic = settings.topics().name(TopicRole.MODELS);
        List<ModelManifest> found = content.complete().stream()
                .map(AssemblyOutcome.Complete::manifest)
                .filter(this::isWanted)
                .toList();
        if (found.isEmpty()) {
            throw new CommandFailedException("the topic " + topic + " has no complete version of '" + wanted
                    + "'; 'surprisal models list' shows what it has");
        }
        PrintWriter out = spec.commandLine().getOut();
        String between = "";
        for (ModelManifest manifest : found) {
            out.print(between);
            ModelDescription.lines(manifest, content.appointments(manifest)).forEach(out::println);
            between = System.lineSeparator();
        }
        out.flush();
        return 0;
    }

    private boolean isWanted(ModelManifest manifest) {
        return manifest.getName().equals(wanted)
                || (manifest.getName() + "/" + manifest.getVersion()).equals(wanted)
                || (wanted.length() >= 4 && manifest.getSha256().startsWith(wanted));
    }
}
