package io.surprisal.deploy.check;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.AliasSchedule;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.AliasSchedules;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.settings.ModelFallback;
import io.surprisal.topology.weights.ModelFit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether there is a version that can score the input. */
final class Models {

    private final DetectorSettings settings;
    private final ModelsTopicContent content;
    private final ModelFit fit;

    Models(DetectorSettings settings, ModelsTopicContent content) {
        this.settings = settings;
        this.content = content;
        this.fit =
                new ModelFit(settings.input().featureNames(), settings.input().covariateNames());
    }

    List<Finding> check() {
        List<Finding> findings = new ArrayList<>();
        content.refused()
                .forEach((key, reason) -> findings.add(Finding.warning("models", key + " is refused: " + reason)));
        findings.add(champion());
        return findings;
    }

    private Finding champion() {
        String name = settings.model().name();
        AliasSchedule schedule = content.schedules()
                .getOrDefault(new ModelsTopicKey.Alias(name, AliasName.CHAMPION), AliasSchedules.empty());
        Optional<AliasEntry> newest = AliasSchedules.resolve(schedule, Long.MAX_VALUE);
        if (newest.isEmpty()) {
            return standIn("the topic names no champion of " + name);
        }
        Optional<ModelSnapshot> model = content.complete().stream()
                .map(AssemblyOutcome.Complete::model)
                .filter(each -> each.identity().sha256().equals(newest.get().getSha256()))
                .findFirst();
        if (model.isEmpty()) {
            return standIn("the champion of " + name + " is not complete");
        }
        String objection = fit.objection(model.get().spec());
        String version =
                model.get().identity().name() + '/' + model.get().identity().version();
        return objection.isEmpty()
                ? Finding.ok("models", "champion of " + name + " is " + version)
                : standIn("the champion " + version + " does not fit: " + objection);
    }

    private Finding standIn(String why) {
        if (settings.model().fallback() == ModelFallback.NONE) {
            return Finding.fault(
                    "models", why + ", and model.fallback=none: nothing would be scored; 'surprisal publish' helps");
        }
        ModelSnapshot bundled = ModelCodec.fromFile(BundledModel.load());
        String objection = fit.objection(bundled.spec());
        if (!bundled.spec().covariates().equals(settings.input().covariateNames())) {
            objection = "it was made for other covariates";
        }
        return objection.isEmpty()
                ? Finding.ok("models", why + ": the model that ships scores")
                : Finding.fault("models", why + ", and the model that ships does not fit: " + objection);
    }
}
