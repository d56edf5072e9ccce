package io.surprisal.deploy.cli;

import io.surprisal.topology.settings.Setting;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code config reference}: every setting. */
@Command(
        name = "reference",
        mixinStandardHelpOptions = true,
        description = "Prints every setting with its variable, default, values and meaning, as Markdown.",
        footer = {
            "",
            "docs/CONFIGURATION.md holds the same, with what to know about it.",
            "",
            "Example:",
            "  surprisal config reference > settings.md"
        })
final class ConfigReferenceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(Setting.reference());
        out.flush();
        return 0;
    }
}
