package io.surprisal.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every serde of a generated class must do. */
abstract class SerdeContract<T extends SpecificRecord> {

    private static final String TOPIC = "topic";
    private static final int HEADER = 5;

    private Serde<T> serde = serde("mock://" + getClass().getName());

    /** The class under test. */
    abstract Class<T> type();

    /** A value with every field set. */
    abstract T example();

    @BeforeEach
    void open() {
        serde = serde("mock://" + getClass().getName());
    }

    @AfterEach
    void close() {
        serde.close();
    }

    @Test
    void givesBackWhatWasWritten() {
        byte[] bytes = serde.serializer().serialize(TOPIC, example());

        T read = serde.deserializer().deserialize(TOPIC, bytes);

        assertThat(read).isEqualTo(example());
        assertThat(bytes).startsWith(0);
    }

    @Test
    void writesTheSameBytesEachTime() {
        byte[] first = serde.serializer().serialize(TOPIC, example());

        byte[] second = serde.serializer().serialize(TOPIC, example());

        assertThat(second).isEqualTo(first);
    }

    @Test
    void takesNullForNull() {
        byte[] bytes = serde.serializer().serialize(TOPIC, null);

        assertThat(bytes).isNull();
        assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
    }

    @Test
    void refusesARecordThatIsCutOffAtAnyByte() {
        byte[] bytes = serde.serializer().serialize(TOPIC, example());

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, cut))
                    .as("cut off after %s of %s bytes", length, bytes.length)
                    .isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void refusesAnotherFirstByteNamingIt() {
        byte[] bytes = serde.serializer().serialize(TOPIC, example());
        bytes[0] = 7;

        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("first byte=7");
    }

    @Test
    void refusesASchemaIdThatTheRegistryDoesNotKnowNamingIt() {
        byte[] bytes = serde.serializer().serialize(TOPIC, example());
        bytes[HEADER - 1] = 99;

        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("99")
                .matches(failure -> !RegistryTrouble.causes(failure), "no trouble with the registry");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void neverAnswersGarbageWithAnythingButARecordOrASerializationException(long seed) {
        byte[] bytes = serde.serializer().serialize(TOPIC, example());
        Random random = new Random(seed);

        for (int trial = 0; trial < 200; trial++) {
            byte[] garbled = bytes.clone();
            int changes = 1 + random.nextInt(4);
            for (int change = 0; change < changes; change++) {
                garbled[HEADER + random.nextInt(garbled.length - HEADER)] = (byte) random.nextInt();
            }
            try {
                assertThat(serde.deserializer().deserialize(TOPIC, garbled)).isInstanceOf(type());
            } catch (SerializationException e) {
                assertThat(RegistryTrouble.causes(e)).isFalse();
            }
        }
    }

    @Test
    void saysWhatToDoWhereTheRegistryDoesNotHaveTheSchema() {
        RegistrySettings strict =
                RegistrySettings.at("mock://empty-" + getClass().getName());

        try (Serde<T> unregistered = new RegistrySerdes(strict).of(type())) {
            assertThatThrownBy(() -> unregistered.serializer().serialize(TOPIC, example()))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("surprisal setup");
        }
    }

    private Serde<T> serde(String url) {
        return new RegistrySerdes(RegistrySettings.at(url).registering()).of(type());
    }
}
