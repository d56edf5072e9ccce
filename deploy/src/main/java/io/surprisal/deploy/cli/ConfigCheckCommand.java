package io.surprisal.deploy.cli;

import io.surprisal.deploy.check.ConfigCheck;
import io.surprisal.deploy.check.Finding;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code config check}: whether a detector with these settings would find what it needs. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Says whether a detector with these settings finds what it needs on the cluster: topics, rights, schemas, a"
                        + " model, and records of the input that can be read as the settings say. Changes nothing.",
        footer = {
            "",
            "Exit codes: 0 all is well (warnings are not), 1 something is missing, 2 the settings are wrong by themselves.",
            "Everything that is found is told at once.",
            "",
            "Examples:",
            "  surprisal config check --config detector.properties",
            "  surprisal config check --config detector.properties --records 100"
        })
final class ConfigCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "How many of the newest records of each partition of the input are read (${DEFAULT-VALUE}); 0: none.")
    private int records;

    @Override
    public Integer call() {
        if (records < 0) {
            throw new ParameterException(spec.commandLine(), "--records must not be negative: " + records);
        }
        DetectorSettings settings = cluster.detector();
        List<Finding> findings = new ConfigCheck(
                        settings, ClusterOptions.clients(settings), () -> ClusterOptions.models(settings), records)
                .run();
        PrintWriter out = spec.commandLine().getOut();
        findings.forEach(finding -> out.println(finding.line()));
        long faults = findings.stream().filter(Finding::isFault).count();
        long warnings = findings.stream().filter(Finding::isWarning).count();
        out.printf("%nfaults: %d, warnings: %d%n", faults, warnings);
        out.flush();
        return faults == 0 ? 0 : 1;
    }
}
