package io.surprisal.deploy.cli;

import io.surprisal.schemas.models.ModelAssembler;
import io.surprisal.schemas.models.signature.SignatureRule;
import io.surprisal.schemas.models.signature.VerifyingKey;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.schemas.models.topic.ModelsTopicReader;
import io.surprisal.schemas.models.topic.TopicVerification;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code models verify}: whether a detector that starts now finds all that it needs. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Checks all of the models topic: the form of every record, every chunk, SHA-256 and signature of every"
                        + " version, and that every alias names versions that are there, whole. Exit code 1 where anything is wrong.",
        footer = {
            "",
            "Signatures are checked against the keys of model.signature.keys and --key; without any, none is needed.",
            "",
            "Examples:",
            "  surprisal models verify",
            "  surprisal models verify --key release.pub --config detector.properties"
        })
final class ModelsVerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "A public key that may have signed: a PEM file, or its Base64; may be given many times.")
    private List<String> keys = new ArrayList<>();

    @Override
    public Integer call() {
        DetectorSettings settings = cluster.cluster();
        SignatureRule rule = rule(settings);
        ModelsTopicContent content = new ModelsTopicReader(
                        ClusterOptions.clients(settings),
                        ClusterOptions.topics(settings).models(),
                        () -> new ModelsTopicContent(() -> new ModelAssembler(rule::require)))
                .read();
        TopicVerification verification = TopicVerification.of(content);
        PrintWriter out = spec.commandLine().getOut();
        verification.faults().forEach(fault -> out.println("wrong: " + fault));
        verification.remarks().forEach(remark -> out.println("note: " + remark));
        out.println((verification.isSound() ? "sound: " : verification.faults().size() + " faults; sound are ")
                + verification.versions() + " versions, " + verification.aliases() + " aliases, "
                + (rule.isRequired() ? "signed by one of " + rule.trusted() : "signatures not asked for"));
        out.flush();
        return verification.isSound() ? 0 : 1;
    }

    private SignatureRule rule(DetectorSettings settings) {
        List<VerifyingKey> trusted =
                new ArrayList<>(settings.model().signatures().trusted());
        for (String key : keys) {
            try {
                trusted.add(VerifyingKey.parse(key));
            } catch (IllegalArgumentException wrong) {
                throw new ParameterException(spec.commandLine(), "--key: " + wrong.getMessage(), wrong);
            }
        }
        return new SignatureRule(trusted);
    }
}
