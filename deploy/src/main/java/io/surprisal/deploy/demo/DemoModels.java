package io.surprisal.deploy.demo;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.Provenance;
import io.surprisal.deploy.terminal.TaskProgress;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.CalibrationOrigin;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import io.surprisal.trainer.publish.Published;
import io.surprisal.trainer.publish.WeightsPublisher;
import io.surprisal.trainer.train.DataMix;
import io.surprisal.trainer.train.FineTuning;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Puts models onto the demo's models topic, as {@code surprisal publish} does. */
final class DemoModels {

    private static final long SEED = 1;
    private static final Duration LESSON_LIMIT = Duration.ofMinutes(2);
    private static final int LESSON_EPOCHS = 8;
    private static final DataMix LESSON_MIX = new DataMix(64, 256);
    private static final float NUDGE = 0.01f;

    private final WeightsPublisher publisher;

    DemoModels(String bootstrapServers, Topic<String, ModelsRecord> topic) {
        this.publisher = new WeightsPublisher(Map.of("bootstrap.servers", bootstrapServers), topic, Clock.systemUTC());
    }

    /** Makes a version champion for the events that come from now on. */
    Published publish(ModelFile file, String why) {
        return publisher.publish(
                file,
                PublishOptions.weightsOnly()
                        .as(AliasName.CHAMPION, Activation.immediate())
                        .signed("demo", why));
    }

    /** A version that learned from the series' history, starting from the given one. */
    static ModelFile learned(ModelFile base, SeriesCatalogue lesson) {
        ModelSnapshot before = ModelCodec.fromFile(base);
        ModelSnapshot fitted = FineTuning.of(SEED, LESSON_LIMIT)
                .with(LESSON_EPOCHS, LESSON_MIX)
                .fit(before, lesson, new TaskProgress());
        ModelSnapshot named = ModelSnapshot.of(
                before.identity().name(),
                before.identity().version() + "-learned",
                fitted.identity().parentSha256(),
                fitted.spec(),
                fitted.weights());
        return file(named, base, "the history of the demo's series");
    }

    /** Another version that differs a little, for trying out a swap. */
    static ModelFile variant(ModelFile base) {
        ModelSnapshot before = ModelCodec.fromFile(base);
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (TensorShape shape : TensorLayout.of(before.spec()).tensors()) {
            tensors.put(shape.name(), before.tensor(shape.name()).clone());
        }
        float[] bias = Objects.requireNonNull(tensors.get(TensorLayout.HEAD_BIAS));
        bias[0] += NUDGE;
        ModelSnapshot named = ModelSnapshot.of(
                before.identity().name(),
                before.identity().version() + "-second",
                Optional.of(before.identity().sha256()),
                before.spec(),
                tensors);
        return file(named, base, "the first version with one number changed");
    }

    private static ModelFile file(ModelSnapshot model, ModelFile base, String data) {
        var calibration = base.getManifest().getCalibration();
        return ModelCodec.toFile(
                model,
                Provenance.newBuilder().setWho("demo").setData(data).build(),
                new CalibrationOrigin(calibration.getRows(), calibration.getSets(), calibration.getText()));
    }
}
