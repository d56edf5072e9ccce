package io.surprisal.schemas.models.signature;

import io.surprisal.avro.ModelManifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a manifest that a signature is over: all that it says of the version, and so by its SHA-256 the weights too,
 * but not how it is cut into chunks, nor the signature itself.
 *
 * <p>Releases with more fields than the one that signed make the same bytes: fields stand by name, and one that has its
 * default value is left out. A release with fewer fields does not, and refuses what it cannot know.
 *
 * <pre>
 *   "surprisal model 1\n", then the manifest as a record
 *   record   '{', for each field by name: its name as text, its value, '}'
 *   array    '[', its values in order, ']'      map      '(', key as text and value by key, ')'
 *   text     's', bytes     bytes  'b', bytes   bytes    their number (i32), then they
 *   number   'l', i64       float, double  'd', f64      true 't'   false 'f'   null 'n'        big endian
 * </pre>
 */
final class SignedForm {

    private static final String HEADER = "surprisal model 1\n";
    private static final Set<String> LEFT_OUT = Set.of("chunkSize", "chunkCount", "signature", "signatureKeyId");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private SignedForm() {}

    /** The bytes of a manifest. */
    static byte[] of(ModelManifest manifest) {
        SignedForm form = new SignedForm();
        form.out.writeBytes(HEADER.getBytes(StandardCharsets.US_ASCII));
        form.record(generic(manifest), LEFT_OUT);
        return form.out.toByteArray();
    }

    /** The same record in Avro's own types: times as numbers, nothing of the generated classes. */
    private static IndexedRecord generic(ModelManifest manifest) {
        Schema schema = ModelManifest.getClassSchema();
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new SpecificDatumWriter<>(ModelManifest.class).write(manifest, encoder);
            encoder.flush();
            return new GenericDatumReader<IndexedRecord>(schema, schema, new GenericData())
                    .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void record(IndexedRecord value, Set<String> leftOut) {
        out.write('{');
        List<Schema.Field> fields = value.getSchema().getFields().stream()
                .filter(field -> !leftOut.contains(field.name()) && !isDefault(value.get(field.pos()), field))
                .sorted(Comparator.comparing(Schema.Field::name))
                .toList();
        for (Schema.Field field : fields) {
            text(field.name());
            value(value.get(field.pos()));
        }
        out.write('}');
    }

    private static boolean isDefault(@Nullable Object value, Schema.Field field) {
        return field.hasDefaultValue()
                && Objects.equals(value, GenericData.get().getDefaultValue(field));
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            out.write('n');
        } else if (value instanceof IndexedRecord record) {
            record(record, Set.of());
        } else if (value instanceof List<?> list) {
            out.write('[');
            list.forEach(this::value);
            out.write(']');
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof CharSequence) {
            text(value.toString());
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            bytes('b', bytes);
        } else if (value instanceof Boolean flag) {
            out.write(flag ? 't' : 'f');
        } else if (value instanceof Float || value instanceof Double) {
            number('d', Double.doubleToLongBits(((Number) value).doubleValue()));
        } else if (value instanceof Integer || value instanceof Long) {
            number('l', ((Number) value).longValue());
        } else {
            throw new IllegalArgumentException(
                    "no signed form of " + value.getClass().getName());
        }
    }

    private void map(Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, each) -> sorted.put(key.toString(), each));
        out.write('(');
        sorted.forEach((key, each) -> {
            text(key);
            value(each);
        });
        out.write(')');
    }

    private void text(String text) {
        bytes('s', text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(char kind, byte[] bytes) {
        out.write(kind);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private void number(char kind, long bits) {
        out.write(kind);
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(bits).array());
    }
}
