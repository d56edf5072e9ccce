package io.surprisal.trainer.bench.injection;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surprisal.trainer.inject.IncidentKind;
import java.io.IOException;
import java.nio.file.Path;

/** An injection bench's figures as JSON: for each method and number of features recall by kind and strength. */
public final class InjectionJson {

    private static final double MS_PER_SECOND = 1000;

    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Writes a report to a file; an older one is replaced. */
    public void write(InjectionReport report, Path file) throws IOException {
        ObjectNode tree = mapper.createObjectNode();
        tree.putObject("model")
                .put("name", report.model().name())
                .put("version", report.model().version())
                .put("sha256", report.model().sha256());
        tree.put("seconds", report.took().toMillis() / MS_PER_SECOND);
        tree.putObject("stretches")
                .put("oneFeature", report.stretches().one())
                .put("severalFeatures", report.stretches().several());
        ArrayNode methods = tree.putArray("methods");
        for (MethodResult method : report.methods()) {
            ObjectNode node = methods.addObject().put("method", method.name());
            addGroup(node, "oneFeature", report, method, false);
            addGroup(node, "severalFeatures", report, method, true);
        }
        mapper.writeValue(file.toFile(), tree);
    }

    private static void addGroup(
            ObjectNode tree, String name, InjectionReport report, MethodResult method, boolean several) {
        CleanRate clean = several ? method.several() : method.one();
        if (clean.rows() == 0) {
            return;
        }
        ObjectNode node = tree.putObject(name)
                .put("threshold", clean.threshold())
                .put("cleanRows", clean.rows())
                .put("cleanAlertsPer1000", clean.alertsPer1000())
                .put("ownCleanAlertsPer1000", clean.ownAlertsPer1000())
                .put("meanRecall", method.mean(several, Trial::found))
                .put("meanOwnRecall", method.mean(several, Trial::foundByOwnRule))
                .put("meanChance", method.mean(several, Trial::chance));
        MeanDifference behind = MeanDifference.of(report.methods().get(0), method, several);
        node.putObject("behindFirst").put("mean", behind.mean()).put("deviation", behind.deviation());
        ArrayNode kinds = node.putArray("kinds");
        for (IncidentKind kind : IncidentKind.values()) {
            if (!Double.isNaN(method.share(several, kind, Trial::found))) {
                add(kinds.addObject(), method, several, kind);
            }
        }
    }

    private static void add(ObjectNode node, MethodResult method, boolean several, IncidentKind kind) {
        node.put("kind", kind.name())
                .put("recall", method.share(several, kind, Trial::found))
                .put("ownRecall", method.share(several, kind, Trial::foundByOwnRule))
                .put("chance", method.share(several, kind, Trial::chance));
        ArrayNode strengths = node.putArray("strengths");
        for (double strength : kind.strengths()) {
            long incidents = method.trials().stream()
                    .filter(trial -> trial.several() == several && trial.kind() == kind && trial.strength() == strength)
                    .count();
            ObjectNode one = strengths.addObject().put("strength", strength).put("incidents", incidents);
            if (incidents > 0) {
                one.put("recall", method.share(several, kind, strength, Trial::found))
                        .put("ownRecall", method.share(several, kind, strength, Trial::foundByOwnRule));
            }
        }
    }
}
