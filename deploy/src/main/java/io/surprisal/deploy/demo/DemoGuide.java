package io.surprisal.deploy.demo;

import io.surprisal.schemas.Topics;
import java.nio.file.Path;
import java.util.List;

/** What a demo tells about itself at the start, and what to try in a second terminal. */
final class DemoGuide {

    private DemoGuide() {}

    static List<String> lines(DemoCluster cluster, Topics topics, DemoDetector detector, Path second) {
        String broker = cluster.bootstrapServers();
        return List.of(
                "",
                "  dashboard        " + detector.address() + "/",
                "  Kafka            " + broker,
                "  schema registry  " + cluster.schemaRegistryUrl(),
                "  topics           " + topics.observations().name() + " -> "
                        + topics.anomalies().name() + ", " + topics.scores().name() + ", "
                        + topics.deadLetters().name() + "; weights on "
                        + topics.models().name(),
                "  detector         " + detector.address() + "/health/ready, " + detector.address() + "/metrics, "
                        + detector.address() + "/api/v1/series",
                "  model            " + detector.model(),
                "",
                "In a second terminal, while it runs:",
                "  export SURPRISAL_BOOTSTRAP_SERVERS=" + broker + " SURPRISAL_SCHEMA_REGISTRY_URL="
                        + cluster.schemaRegistryUrl(),
                "  surprisal incidents list",
                "  surprisal models list",
                "  surprisal publish " + second + " --as challenger",
                "  surprisal models compare",
                "  surprisal models promote --from now --force --why 'no history to judge it by'",
                "  surprisal policy set '*' direction=above --from beginning",
                "  kafka-console-consumer.sh --bootstrap-server " + broker + " --topic "
                        + topics.anomalies().name()
                        + " --from-beginning --isolation-level read_committed"
                        + " --formatter-property print.key=true --formatter-property print.value=false",
                "  kcat -C -b " + broker + " -t " + topics.anomalies().name() + " -s value=avro -r "
                        + cluster.schemaRegistryUrl());
    }
}
