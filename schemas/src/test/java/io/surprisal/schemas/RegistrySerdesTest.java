package io.surprisal.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.surprisal.avro.Anomaly;
import io.surprisal.avro.DeadLetter;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.Observation;
import io.surprisal.avro.Score;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RegistrySerdesTest {

    private static final String TOPIC = "topic";

    @Nested
    class OfObservations extends SerdeContract<Observation> {
        @Override
        Class<Observation> type() {
            return Observation.class;
        }

        @Override
        Observation example() {
            return Examples.observation();
        }
    }

    @Nested
    class OfAnomalies extends SerdeContract<Anomaly> {
        @Override
        Class<Anomaly> type() {
            return Anomaly.class;
        }

        @Override
        Anomaly example() {
            return Examples.anomaly();
        }
    }

    @Nested
    class OfScores extends SerdeContract<Score> {
        @Override
        Class<Score> type() {
            return Score.class;
        }

        @Override
        Score example() {
            return Examples.score();
        }
    }

    @Nested
    class OfDeadLetters extends SerdeContract<DeadLetter> {
        @Override
        Class<DeadLetter> type() {
            return DeadLetter.class;
        }

        @Override
        DeadLetter example() {
            return Examples.deadLetter();
        }
    }

    @Nested
    class OfModelsRecords extends SerdeContract<ModelsRecord> {
        @Override
        Class<ModelsRecord> type() {
            return ModelsRecord.class;
        }

        @Override
        ModelsRecord example() {
            return Examples.modelsRecord();
        }
    }

    @Test
    void registersTheSchemaWithoutPropertiesOfTheJavaGenerator() throws Exception {
        RegistrySettings registry = RegistrySettings.at("mock://plain").registering();

        new RegistrySerdes(registry).of(Anomaly.class).serializer().serialize("anomalies", Examples.anomaly());

        try (SchemaRegistryClient client = registry.client()) {
            assertThat(client.getLatestSchemaMetadata("anomalies-value").getSchema())
                    .contains("timestamp-millis")
                    .doesNotContain("avro.java.string");
        }
    }

    @Test
    void readsRecordsOfAnyShapeAsTheyWereWritten() {
        Serde<GenericRecord> serde =
                new RegistrySerdes(RegistrySettings.at("mock://generic").registering()).generic();
        GenericRecord reading = reading();

        byte[] bytes = serde.serializer().serialize(TOPIC, reading);

        assertThat(serde.deserializer().deserialize(TOPIC, bytes)).isEqualTo(reading);
    }

    @Test
    void refusesARecordOfAnotherTypeNamingBoth() {
        RegistrySerdes serdes =
                new RegistrySerdes(RegistrySettings.at("mock://other").registering());
        byte[] score = serdes.of(Score.class).serializer().serialize(TOPIC, Examples.score());

        assertThatThrownBy(() -> serdes.of(Anomaly.class).deserializer().deserialize(TOPIC, score))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("io.surprisal.avro.Anomaly")
                .hasMessageContaining("io.surprisal.avro.Score");
    }

    @Test
    void refusesARecordThatHasNoGeneratedClass() {
        RegistrySerdes serdes =
                new RegistrySerdes(RegistrySettings.at("mock://foreign").registering());
        byte[] foreign = serdes.generic().serializer().serialize(TOPIC, reading());

        assertThatThrownBy(() -> serdes.of(Anomaly.class).deserializer().deserialize(TOPIC, foreign))
                .isInstanceOf(SerializationException.class)
                .matches(failure -> !RegistryTrouble.causes(failure), "no trouble with the registry");
    }

    private static GenericRecord reading() {
        Schema schema = SchemaBuilder.record("Reading")
                .namespace("com.example")
                .fields()
                .requiredDouble("cpu")
                .endRecord();
        GenericRecord reading = new GenericData.Record(schema);
        reading.put("cpu", 0.5);
        return reading;
    }
}
