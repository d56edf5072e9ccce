package io.surprisal.trainer.publish;

import io.surprisal.avro.ModelsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Writes records in one transaction: readers of committed records see all of them or none. */
final class PublishTransaction {

    private final Producer<String, ModelsRecord> producer;
    private final String topic;

    /**
     * Takes over from any other publish of the same model.
     *
     * @param producer with a transactional id, not initialised yet; whoever made it closes it
     */
    PublishTransaction(Producer<String, ModelsRecord> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
        producer.initTransactions();
    }

    /**
     * Writes all records in the given order, or none.
     *
     * @throws KafkaException if they were not written
     */
    void write(List<TopicWrite> records) {
        producer.beginTransaction();
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (TopicWrite record : records) {
                sent.add(producer.send(new ProducerRecord<>(topic, 0, record.key(), record.value())));
            }
            producer.flush();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
            producer.commitTransaction();
        } catch (ExecutionException e) {
            throw aborted(e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e));
        } catch (InterruptedException e) {
            throw aborted(new InterruptException(e)); // sets the thread's flag again
        } catch (KafkaException e) {
            throw aborted(e);
        }
    }

    private KafkaException aborted(KafkaException failure) {
        if (PublishFailure.isFenced(failure)) {
            return failure; // the other publish has aborted this one already
        }
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }
}
