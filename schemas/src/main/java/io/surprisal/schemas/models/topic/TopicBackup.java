package io.surprisal.schemas.models.topic;

import io.surprisal.avro.ModelsRecord;
import io.surprisal.schemas.TrustedClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * All that stands on a models topic, in a file: an Avro object container of keys and records, in the order of the topic. It
 * holds the schema, so it is read without the registry that the topic's records need.
 */
public final class TopicBackup {

    private static final String KEY = "key";
    private static final String VALUE = "value";
    private static final Schema ENTRY = SchemaBuilder.record("ModelsTopicEntry")
            .namespace("io.surprisal.backup")
            .fields()
            .requiredString(KEY)
            .name(VALUE)
            .type(ModelsRecord.getClassSchema())
            .noDefault()
            .endRecord();

    static {
        TrustedClasses.declare();
    }

    private TopicBackup() {}

    /**
     * Writes a new file.
     *
     * @param records of the topic by their keys, in order
     * @throws IOException if there is a file already, or it cannot be written
     */
    public static void write(Map<String, ModelsRecord> records, Path file) throws IOException {
        if (Files.exists(file)) {
            throw new IOException("there is a file " + file + " already");
        }
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new SpecificDatumWriter<>(ENTRY))) {
            writer.create(ENTRY, file.toFile());
            for (Map.Entry<String, ModelsRecord> record : records.entrySet()) {
                GenericRecord entry = new GenericData.Record(ENTRY);
                entry.put(KEY, record.getKey());
                entry.put(VALUE, record.getValue());
                writer.append(entry);
            }
        }
    }

    /**
     * Reads a file that {@link #write} wrote, of this or an older release.
     *
     * @return records by their keys, in the order of the topic
     * @throws IOException if it cannot be read, or is no such file
     */
    public static Map<String, ModelsRecord> read(Path file) throws IOException {
        Map<String, ModelsRecord> records = new LinkedHashMap<>();
        try (DataFileReader<GenericRecord> reader =
                new DataFileReader<>(file.toFile(), new SpecificDatumReader<>(null, ENTRY))) {
            for (GenericRecord entry : reader) {
                records.put(entry.get(KEY).toString(), (ModelsRecord) entry.get(VALUE));
            }
        } catch (RuntimeException notABackup) {
            // Avro has no one exception for bytes that make no sense.
            throw new IOException(file + " is cut off, or no backup of a models topic", notABackup);
        }
        return records;
    }
}
