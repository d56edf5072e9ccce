package io.surprisal.deploy.cli;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.settings.ModelFallback;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.gate.Gate;
import io.surprisal.trainer.gate.GateReport;
import io.surprisal.trainer.publish.ExpectedAlias;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * Lets a version become champion or challenger, or does not: it compares it with the champion where there is data, and asks
 * for data where a champion would be replaced without.
 */
final class ChampionGate {

    /**
     * What was found.
     *
     * @param text for the alias' schedule: what the gate found, or that it was overruled; empty if it did not run
     * @param champion what was compared with
     */
    record Passed(String text, ExpectedAlias champion) {

        /** The reason that a user gave, with what the gate found. */
        String why(String reason) {
            return text.isEmpty() || reason.isEmpty() ? reason + text : reason + " (" + text + ")";
        }
    }

    private final DetectorSettings settings;
    private final ModelsTopicContent content;
    private final Gate gate;
    private final boolean force;
    private final PrintWriter out;

    ChampionGate(DetectorSettings settings, ModelsTopicContent content, Gate gate, boolean force, PrintWriter out) {
        this.settings = settings;
        this.content = content;
        this.gate = gate;
        this.force = force;
        this.out = out;
    }

    /**
     * Lets a version pass.
     *
     * @param role what it is to become
     * @throws CommandFailedException if it must not, saying why
     * @throws InterruptedException if the thread is interrupted
     */
    Passed require(ModelSnapshot candidate, AliasName role) throws InterruptedException {
        ModelsTopicKey.Alias key = new ModelsTopicKey.Alias(candidate.identity().name(), AliasName.CHAMPION);
        ExpectedAlias expected = ExpectedAlias.of(AliasName.CHAMPION, content.schedule(key));
        if (expected.sha256().equals(candidate.identity().sha256())) {
            return new Passed("", expected);
        }
        boolean replaces = role == AliasName.CHAMPION && !expected.sha256().isEmpty();
        if (!gate.hasData()) {
            return new Passed(
                    withoutGate(
                            replaces,
                            "there is no data to compare on: give --gate-data DIR or --gate-topic TOPIC, or --force with --why"),
                    expected);
        }
        Optional<ModelSnapshot> champion = champion(key);
        if (champion.isEmpty()) {
            return new Passed(withoutGate(replaces, "the champion is not on the topic, whole"), expected);
        }
        return new Passed(compared(champion.get(), candidate, replaces), expected);
    }

    /** The version on the topic, or the bundled model where that scores. */
    private Optional<ModelSnapshot> champion(ModelsTopicKey.Alias key) {
        if (!content.schedule(key).getEntries().isEmpty()) {
            return VersionArgument.current(content, key).map(AssemblyOutcome.Complete::model);
        }
        return settings.model().fallback() == ModelFallback.BUNDLED
                ? Optional.of(ModelCodec.fromFile(BundledModel.load()))
                : Optional.empty();
    }

    private String compared(ModelSnapshot champion, ModelSnapshot candidate, boolean replaces)
            throws InterruptedException {
        GateReport report;
        try {
            report = gate.compare(champion, candidate);
        } catch (BadDataException tooLittle) {
            return withoutGate(replaces, String.valueOf(tooLittle.getMessage()));
        }
        out.println("champion " + name(champion) + ", candidate " + name(candidate));
        report.lines().forEach(out::println);
        out.flush();
        if (report.objections().isEmpty()) {
            out.println("gate: passed");
            return "gate passed: " + report.summary();
        }
        String objections = String.join("; ", report.objections());
        if (!force) {
            throw new CommandFailedException("the gate refuses " + name(candidate) + ": " + objections
                    + ". Nothing was published; --force with --why overrules it");
        }
        out.println("gate: overruled: " + objections);
        return "forced, the gate refused it: " + report.summary();
    }

    private String withoutGate(boolean replaces, String reason) {
        if (replaces && !force) {
            throw new CommandFailedException(
                    "the gate did not run, so the champion stays: " + reason + ". Nothing was published");
        }
        out.println("the gate did not run: " + (replaces ? reason : "no champion is replaced, and " + reason));
        return force && replaces ? "forced, the gate did not run" : "";
    }

    private static String name(ModelSnapshot model) {
        return model.identity().name() + "/" + model.identity().version();
    }
}
