package io.surprisal.deploy.demo;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import io.surprisal.trainer.publish.Published;
import io.surprisal.trainer.publish.WeightsPublisher;
import java.time.Clock;
import java.util.Map;

/** Puts models onto the demo's models topic, as {@code surprisal publish} does. */
final class DemoModels {

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
}
