package io.surprisal.topology.input;

import io.surprisal.topology.settings.FieldPath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Parses Avro records of any shape with the schema they were written with. */
final class AvroParser implements ValueParser {

    private final RegistryDecoder decoder;

    AvroParser(RegistryDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public Fields parse(byte[] bytes) throws UnreadableException {
        RegistryDecoder.Value value = decoder.decode(bytes);
        if (!(value.datum() instanceof GenericRecord root)) {
            throw new UnreadableException(
                    Unreadable.Cause.MALFORMED,
                    "not an Avro record but " + value.schema().getType());
        }
        return path -> at(root, path);
    }

    private static @Nullable Object at(GenericRecord root, FieldPath path) {
        Object value = root;
        Schema schema = root.getSchema();
        for (FieldPath.Step step : path.steps()) {
            Schema.Field field = null;
            if (!step.isIndex() && value instanceof IndexedRecord record) {
                field = record.getSchema().getField(step.name());
                if (field == null) {
                    return null;
                }
                value = record.get(field.pos());
                schema = field.schema();
            } else if (!step.isIndex() && value instanceof Map<?, ?> map) {
                value = entry(map, step.name());
                schema = branch(schema, Schema.Type.MAP).getValueType();
            } else if (step.isIndex() && value instanceof List<?> list) {
                value = step.index() < list.size() ? list.get(step.index()) : null;
                schema = branch(schema, Schema.Type.ARRAY).getElementType();
            } else {
                return null;
            }
            if (value == null) {
                return null;
            }
        }
        return plain(value, schema);
    }

    /** Keys of a map are Utf8 or String, which are never equal to each other. */
    private static @Nullable Object entry(Map<?, ?> map, String name) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (name.contentEquals((CharSequence) entry.getKey())) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** The value without its logical type: an instant for timestamps, a number for decimals. */
    private static Object plain(Object value, Schema schema) {
        if (value instanceof Long number) {
            LogicalType type = logicalType(schema, Schema.Type.LONG);
            if (type instanceof LogicalTypes.TimestampMillis || type instanceof LogicalTypes.LocalTimestampMillis) {
                return Instant.ofEpochMilli(number);
            }
            if (type instanceof LogicalTypes.TimestampMicros || type instanceof LogicalTypes.LocalTimestampMicros) {
                return instant(number, TimeUnit.SECONDS.toMicros(1));
            }
            if (type instanceof LogicalTypes.TimestampNanos || type instanceof LogicalTypes.LocalTimestampNanos) {
                return instant(number, TimeUnit.SECONDS.toNanos(1));
            }
            return value;
        }
        if (value instanceof ByteBuffer buffer
                && logicalType(schema, Schema.Type.BYTES) instanceof LogicalTypes.Decimal decimal) {
            byte[] digits = new byte[buffer.remaining()];
            buffer.duplicate().get(digits);
            return new BigDecimal(new BigInteger(digits), decimal.getScale());
        }
        if (value instanceof GenericFixed fixed
                && fixed.getSchema().getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return new BigDecimal(new BigInteger(fixed.bytes()), decimal.getScale());
        }
        return value;
    }

    private static Instant instant(long amount, long perSecond) {
        long fraction = Math.floorMod(amount, perSecond);
        return Instant.ofEpochSecond(
                Math.floorDiv(amount, perSecond), fraction * (TimeUnit.SECONDS.toNanos(1) / perSecond));
    }

    private static @Nullable LogicalType logicalType(Schema schema, Schema.Type type) {
        return branch(schema, type).getLogicalType();
    }

    /** The branch of a union that has this type, or the schema itself. */
    private static Schema branch(Schema schema, Schema.Type type) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        for (Schema branch : schema.getTypes()) {
            if (branch.getType() == type) {
                return branch;
            }
        }
        return schema;
    }
}
