package io.surprisal.deploy.notify;

import io.surprisal.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One run of {@code surprisal notify}. */
public final class NotifyRun {

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

    /** A few records at a time: each may take as long as its answer does, and the group must hear from this member. */
    private static final int RECORDS_AT_ONCE = 10;

    private static final long STOP_MS = 5_000;

    private NotifyRun() {}

    /**
     * Tells until the process is stopped, or, once, what is there now.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @return notifications that were delivered
     * @throws IOException if the template cannot be read
     */
    public static long run(Map<String, Object> clients, Topics topics, NotifyOptions options, boolean once)
            throws IOException, InterruptedException {
        Path own = options.template();
        PayloadTemplate template = own == null
                ? PayloadTemplate.bundled(options.format(), options.constants())
                : PayloadTemplate.of(own, options.constants());
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("group.id", options.group());
        properties.put("enable.auto.commit", "false");
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", options.fromBeginning() ? "earliest" : "latest");
        properties.put("allow.auto.create.topics", "false");
        properties.put("max.poll.records", RECORDS_AT_ONCE);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Notifier notifier = new Notifier(
                    consumer,
                    topics,
                    new Choice(options.series(), options.severity()),
                    template,
                    new Webhook(options.address(), options.headers(), options.timeout()),
                    new Notifier.Backoff(options.backoff(), LONGEST_BACKOFF));
            Thread main = Thread.currentThread();
            Thread stop = new Thread(() -> stop(notifier, main), "surprisal-notify-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            if (once) {
                notifier.runOnce();
            } else {
                notifier.run();
            }
            unhook(stop);
            return notifier.delivered();
        }
    }

    private static void stop(Notifier notifier, Thread main) {
        notifier.stop();
        try {
            main.join(STOP_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // The hook is what ended the run.
        }
    }
}
