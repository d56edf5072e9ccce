package io.surprisal.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.avro.ModelsRecord;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelsTopicRecord;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class PublishTransactionTest {

    private static final Serializer<ModelsRecord> BYTES = (topic, value) -> new byte[0];

    private final List<ModelsTopicRecord> records = ModelCodec.toRecords(Models.file("1", 1), 1000);
    private final List<TopicWrite> writes = records.stream().map(TopicWrite::of).toList();

    @Test
    void writesAllRecordsInOrderToPartitionZeroAndCommitsOnce() {
        MockProducer<String, ModelsRecord> producer = new MockProducer<>(true, null, new StringSerializer(), BYTES);

        new PublishTransaction(producer, "models").write(writes);

        assertThat(producer.transactionInitialized()).isTrue();
        assertThat(producer.transactionCommitted()).isTrue();
        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(producer.history())
                .extracting(ProducerRecord::key)
                .containsExactlyElementsOf(
                        records.stream().map(record -> record.key().format()).toList());
        assertThat(producer.history()).extracting(ProducerRecord::partition).containsOnly(0);
    }

    @Test
    void abortsWhenARecordIsRefused() {
        MockProducer<String, ModelsRecord> producer = new MockProducer<>(true, null, new StringSerializer(), BYTES);
        PublishTransaction transaction = new PublishTransaction(producer, "models");
        producer.sendException = new RecordTooLargeException("too large");

        assertThatThrownBy(() -> transaction.write(writes)).isInstanceOf(RecordTooLargeException.class);

        assertThat(producer.transactionAborted()).isTrue();
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void leavesTheTransactionToThePublishThatFencedIt() {
        MockProducer<String, ModelsRecord> producer = new MockProducer<>(true, null, new StringSerializer(), BYTES);
        PublishTransaction transaction = new PublishTransaction(producer, "models");
        producer.commitTransactionException = new ProducerFencedException("fenced");

        assertThatThrownBy(() -> transaction.write(writes)).isInstanceOf(ProducerFencedException.class);

        assertThat(producer.transactionCommitted()).isFalse();
        assertThat(producer.transactionAborted()).isFalse();
        assertThat(producer.history()).isEmpty();
    }
}
