package io.surprisal.deploy.reset;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where the input is read from after a reset. */
public sealed interface Target {

    /** From the first record that there is. */
    record Earliest() implements Target {
        @Override
        public String toString() {
            return "the earliest record";
        }
    }

    /** From what comes from now on. */
    record Latest() implements Target {
        @Override
        public String toString() {
            return "the end";
        }
    }

    /**
     * From the first record at or after a time.
     *
     * @param time as records' timestamps have it
     */
    record Since(Instant time) implements Target {
        @Override
        public String toString() {
            return "the first record since " + time;
        }
    }

    /** The offset of each partition; its end where no record is as new as a time. */
    default Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        OffsetSpec spec = OffsetSpec.latest();
        if (this instanceof Earliest) {
            spec = OffsetSpec.earliest();
        } else if (this instanceof Since since) {
            spec = OffsetSpec.forTimestamp(since.time().toEpochMilli());
        }
        Map<TopicPartition, Long> offsets = list(admin, partitions, OffsetSpec.latest());
        list(admin, partitions, spec).forEach((partition, offset) -> {
            // No record is so new.
            if (offset >= 0) {
                offsets.put(partition, offset);
            }
        });
        return offsets;
    }

    private static Map<TopicPartition, Long> list(Admin admin, List<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry :
                admin.listOffsets(asked).all().get().entrySet()) {
            offsets.put(entry.getKey(), entry.getValue().offset());
        }
        return offsets;
    }
}
