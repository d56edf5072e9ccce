package io.surprisal.topology.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Avro's records as plain JSON: fields by their names, moments in ISO-8601, what is null as null. */
final class AvroJson {

    private AvroJson() {}

    /** The fields of a record, in their order. */
    static Map<String, @Nullable Object> of(IndexedRecord record) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            fields.put(field.name(), value(record.get(field.pos())));
        }
        return fields;
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof IndexedRecord record) {
            return of(record);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> values = new ArrayList<>();
            list.forEach(each -> values.add(value(each)));
            return values;
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? number : null;
        }
        boolean plain = value == null || value instanceof Number || value instanceof Boolean;
        return plain ? value : value instanceof Instant moment ? moment.toString() : String.valueOf(value);
    }
}
