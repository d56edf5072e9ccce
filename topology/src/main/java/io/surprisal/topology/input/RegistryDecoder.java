package io.surprisal.topology.input;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.surprisal.topology.patience.RegistryPatience;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.NetworkException;

/**
 * Decodes Avro values of any schema in Confluent's wire format. The schema is asked for apart from the decoding, so that
 * trouble with the registry is never taken for trouble with the bytes. Thread-safe.
 */
final class RegistryDecoder {

    private static final int HEADER = 1 + Integer.BYTES;

    /** A value with the schema it was written with. */
    record Value(Object datum, Schema schema) {}

    private final SchemaRegistryClient registry;
    private final RegistryPatience patience;
    private final Map<Integer, GenericDatumReader<Object>> readers = new ConcurrentHashMap<>();

    RegistryDecoder(SchemaRegistryClient registry, RegistryPatience patience) {
        this.registry = registry;
        this.patience = patience;
    }

    Value decode(byte[] bytes) throws UnreadableException {
        if (bytes.length < HEADER || bytes[0] != 0) {
            throw new UnreadableException(
                    Unreadable.Cause.MALFORMED,
                    "not Avro behind a schema id: "
                            + (bytes.length < HEADER ? bytes.length + " bytes" : "the first byte is " + bytes[0]));
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        GenericDatumReader<Object> reader = reader(id);
        try {
            Object datum = reader.read(
                    // A value read before must not be changed by the next one.
                    null, DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null));
            return new Value(datum, reader.getSchema());
        } catch (IOException | RuntimeException malformed) {
            // Any: for some bytes the library throws what it documents nowhere, and a record must not stop the stream.
            throw new UnreadableException(
                    Unreadable.Cause.MALFORMED, "not a value of schema id " + id + ": " + malformed);
        } catch (StackOverflowError tooDeep) {
            // A schema that contains itself can ask for any depth; the stack is whole again here.
            throw new UnreadableException(
                    Unreadable.Cause.MALFORMED, "not a value of schema id " + id + ": nested too deeply");
        }
    }

    private GenericDatumReader<Object> reader(int id) throws UnreadableException {
        GenericDatumReader<Object> known = readers.get(id);
        if (known != null) {
            return known;
        }
        ParsedSchema schema = schema(id);
        if (!(schema instanceof AvroSchema avro)) {
            throw new UnreadableException(
                    Unreadable.Cause.UNKNOWN_SCHEMA, "schema id " + id + " is not Avro but " + schema.schemaType());
        }
        // Own data model without conversions: logical types are read here, whatever others have registered.
        GenericDatumReader<Object> made =
                new GenericDatumReader<>(avro.rawSchema(), avro.rawSchema(), new GenericData());
        readers.put(id, made);
        return made;
    }

    private ParsedSchema schema(int id) throws UnreadableException {
        try {
            return patience.answer("schema id " + id, () -> {
                try {
                    return registry.getSchemaById(id);
                } catch (IOException unreachable) {
                    throw new NetworkException("the registry could not be asked for schema id " + id, unreachable);
                }
            });
        } catch (RestClientException refusal) {
            throw new UnreadableException(
                    Unreadable.Cause.UNKNOWN_SCHEMA,
                    "the registry does not know schema id " + id + ": " + refusal.getMessage());
        }
    }
}
