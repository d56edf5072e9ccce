package io.surprisal.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was released stays readable, in both directions: programs of every release read each other's records. A release
 * adds a folder with its schemas; a folder that is there is never changed.
 */
class ReleasedSchemasTest {

    private static final Path RELEASED = Path.of("src/test/resources/released");

    /** Come with the next release. */
    private static final Set<String> NEW =
            Set.of("AlertEvidence.avsc", "Feedback.avsc", "Incident.avsc", "ShadowScore.avsc");

    /** The current schemas by file name: the values of all topics, and the model file. */
    static Map<String, Schema> current() {
        Map<String, Schema> schemas = new TreeMap<>();
        RegistrySerdes serdes = new RegistrySerdes(RegistrySettings.at("mock://released"));
        Topics.of(TopicSettings.defaults(), serdes)
                .all()
                .forEach(topic -> schemas.put(topic.valueSchema().getName() + ".avsc", topic.valueSchema()));
        schemas.put("ModelFile.avsc", RegisteredForm.of(ModelFile.getClassSchema()));
        return schemas;
    }

    static List<String> names() {
        return List.copyOf(current().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsAndIsReadByEveryRelease(String name) {
        Schema current = current().getOrDefault(name, Schema.create(Schema.Type.NULL));

        List<Path> releases = list(RELEASED).stream()
                .map(release -> release.resolve(name))
                .filter(Files::exists)
                .toList();

        assertThat(releases.isEmpty()).as("%s was never released", name).isEqualTo(NEW.contains(name));
        assertThat(releases)
                .allSatisfy(file -> assertThat(SchemaEvolution.faults(current, parse(file)))
                        .as("between %s and %s", name, file)
                        .isEmpty());
    }

    @Test
    void hasNoReleasedSchemaThatNobodyReadsAnyMore() {
        List<String> released = new ArrayList<>();
        list(RELEASED)
                .forEach(release -> list(release)
                        .forEach(file -> released.add(file.getFileName().toString())));

        assertThat(names()).containsAll(released);
    }

    @ParameterizedTest
    @MethodSource("names")
    void documentsEveryFieldAndType(String name) {
        Schema schema = current().getOrDefault(name, Schema.create(Schema.Type.NULL));

        List<String> undocumented = new ArrayList<>();
        collectUndocumented(schema, undocumented);

        assertThat(undocumented).isEmpty();
    }

    private static void collectUndocumented(Schema schema, List<String> undocumented) {
        switch (schema.getType()) {
            case RECORD -> {
                report(schema.getDoc(), schema.getFullName(), undocumented);
                schema.getFields().forEach(field -> {
                    report(field.doc(), schema.getFullName() + "." + field.name(), undocumented);
                    collectUndocumented(field.schema(), undocumented);
                });
            }
            case ENUM -> report(schema.getDoc(), schema.getFullName(), undocumented);
            case ARRAY -> collectUndocumented(schema.getElementType(), undocumented);
            case MAP -> collectUndocumented(schema.getValueType(), undocumented);
            case UNION -> schema.getTypes().forEach(type -> collectUndocumented(type, undocumented));
            default -> {}
        }
    }

    private static void report(String doc, String what, List<String> undocumented) {
        if (doc == null || doc.isBlank()) {
            undocumented.add(what);
        }
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
