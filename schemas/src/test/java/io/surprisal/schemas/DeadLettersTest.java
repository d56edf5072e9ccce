package io.surprisal.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static final Instant WHEN = Instant.ofEpochMilli(1_750_000_000_000L);

    @Test
    void saysWhereTheRecordLiesAndWhyItIsDead() {
        DeadLetter letter = letter(bytes("web-1"), bytes("abc"), 1_234);

        assertThat(letter.getSourceTopic()).isEqualTo("observations");
        assertThat(letter.getSourcePartition()).isEqualTo(3);
        assertThat(letter.getSourceOffset()).isEqualTo(42);
        assertThat(letter.getSourceTimestamp()).isEqualTo(Instant.ofEpochMilli(1_234));
        assertThat(letter.getCauseClass()).isEqualTo("java.lang.IllegalArgumentException");
        assertThat(letter.getCauseMessage()).isEqualTo("cpu must be a number: 'x'");
        assertThat(letter.getWhen()).isEqualTo(WHEN);
    }

    @Test
    void keepsAShortRecordWhole() {
        DeadLetter letter = letter(bytes("web-1"), bytes("abc"), 0);

        assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap(bytes("web-1")));
        assertThat(letter.getKeyLength()).isEqualTo(5);
        assertThat(letter.getPayload()).isEqualTo(ByteBuffer.wrap(bytes("abc")));
        assertThat(letter.getLength()).isEqualTo(3);
        assertThat(letter.getTruncated()).isFalse();
        assertThat(letter.getSha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void keepsTheFirst64KibibytesOfALongOneAndTheHashOfAllOfIt() {
        byte[] exact = new byte[64 * 1024];
        byte[] longer = Arrays.copyOf(exact, exact.length + 1);
        longer[exact.length] = 1;

        DeadLetter whole = letter(exact, exact, 0);
        DeadLetter cut = letter(longer, longer, 0);

        assertThat(whole.getTruncated()).isFalse();
        assertThat(cut.getTruncated()).isTrue();
        assertThat(cut.getPayload()).isEqualTo(ByteBuffer.wrap(exact));
        assertThat(cut.getLength()).isEqualTo(longer.length);
        assertThat(cut.getSha256()).isNotEqualTo(whole.getSha256()).isEqualTo(Sha256.hex(longer));
        assertThat(cut.getKey()).isEqualTo(ByteBuffer.wrap(exact));
        assertThat(cut.getKeyLength()).isEqualTo(longer.length);
        assertThat(DeadLetters.key(longer)).isEqualTo(exact);
    }

    @Test
    void tellsARecordWithoutKeyValueAndTimestampFromAnEmptyOne() {
        DeadLetter nothing = letter(null, null, ConsumerRecord.NO_TIMESTAMP);
        DeadLetter empty = letter(new byte[0], new byte[0], 0);

        assertThat(nothing.getKey()).isNull();
        assertThat(nothing.getKeyLength()).isEqualTo(-1);
        assertThat(nothing.getPayload()).isNull();
        assertThat(nothing.getLength()).isEqualTo(-1);
        assertThat(nothing.getSha256()).isNull();
        assertThat(nothing.getSourceTimestamp()).isNull();
        assertThat(empty.getKeyLength()).isZero();
        assertThat(empty.getLength()).isZero();
        assertThat(empty.getSha256()).isEqualTo(Examples.SHA256);
    }

    private static DeadLetter letter(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
        ConsumerRecord<byte @Nullable [], byte @Nullable []> record = new ConsumerRecord<>(
                "observations",
                3,
                42,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
        return DeadLetters.of(record, "java.lang.IllegalArgumentException", "cpu must be a number: 'x'", WHEN);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
