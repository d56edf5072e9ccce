package io.surprisal.topology.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.surprisal.model.ModelIdentity;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.topology.output.Release;
import io.surprisal.topology.weights.ModelChoice;
import io.surprisal.topology.weights.ModelLine;
import io.surprisal.topology.weights.ModelLines;
import io.surprisal.topology.weights.ModelVersions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What scores, as labels of gauges that are 1:
 *
 * <pre>
 *   surprisal_model_info{model, alias, version, sha256, fallback}   the version that the newest entry of an alias names; fallback =
 *                                            true where it is not complete and another one stands in; the model that ships
 *                                            where there is no entry
 *   surprisal_build_info{release}            the release of this program
 * </pre>
 */
final class ModelInfo {

    private final MultiGauge gauge;
    private @Nullable ModelLines shown;

    ModelInfo(MeterRegistry registry) {
        gauge = MultiGauge.builder("surprisal.model.info")
                .description("1 for each version that scores, by the alias that names it")
                .register(registry);
        registry.gauge("surprisal.build.info", Tags.of("release", Release.NAME), 1);
    }

    /** Shows the versions of a moment. */
    void refresh(ModelLines now) {
        if (now == shown) {
            return;
        }
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (ModelLine line : now.all()) {
            add(rows, line.name(), AliasName.CHAMPION, line.champion());
            add(rows, line.name(), AliasName.CHALLENGER, line.challenger());
        }
        gauge.register(rows, true);
        shown = now;
    }

    private static void add(List<MultiGauge.Row<?>> rows, String model, AliasName alias, ModelVersions versions) {
        versions.newest().ifPresent(choice -> rows.add(MultiGauge.Row.of(tags(model, alias, choice), 1)));
    }

    private static Tags tags(String model, AliasName alias, ModelChoice choice) {
        ModelIdentity identity = choice.model().identity();
        return Tags.of(
                "model",
                model,
                "alias",
                alias.text(),
                "version",
                identity.name() + '/' + identity.version(),
                "sha256",
                identity.sha256(),
                "fallback",
                Boolean.toString(choice.versionFallback()));
    }
}
