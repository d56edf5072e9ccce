package io.surprisal.deploy.manifests;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Kubernetes' resources in YAML, read into the classes of their kinds; a field that a kind does not have is an error. */
final class Manifests {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NothingElse());

    /** Else unknown fields would be kept in a map. */
    private static final class NothingElse extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    private final List<JsonNode> documents = new ArrayList<>();

    private Manifests(List<JsonNode> documents) {
        documents.stream().filter(document -> document.hasNonNull("kind")).forEach(this.documents::add);
    }

    /** All documents of a text. */
    static Manifests of(String yaml) throws IOException {
        return new Manifests(
                YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll());
    }

    /** The kinds that are there, in order. */
    List<String> kinds() {
        return documents.stream().map(each -> each.path("kind").asText()).toList();
    }

    /** Those of a kind, without a class. */
    List<JsonNode> all(String kind) {
        return documents.stream()
                .filter(each -> each.path("kind").asText().equals(kind))
                .toList();
    }

    /**
     * Those of a kind.
     *
     * @param kind a class whose simple name is the kind
     * @throws IOException naming the field that the kind does not have
     */
    <T> List<T> all(Class<T> kind) throws IOException {
        List<T> found = new ArrayList<>();
        for (JsonNode document : all(kind.getSimpleName())) {
            found.add(YAML.treeToValue(document, kind));
        }
        return found;
    }

    /**
     * Reads those of a kind into a class that is only there when the test runs: its annotations are not, and javac minds.
     *
     * @throws IOException naming the field that the kind does not have
     */
    List<JsonNode> checked(String kind, String type) throws IOException, ClassNotFoundException {
        Class<?> known = Class.forName(type);
        List<JsonNode> found = all(kind);
        for (JsonNode document : found) {
            YAML.treeToValue(document, known);
        }
        return found;
    }

    /** The only one of a kind. */
    <T> T only(Class<T> kind) throws IOException {
        List<T> all = all(kind);
        if (all.size() != 1) {
            throw new IllegalArgumentException(all.size() + " of kind " + kind.getSimpleName() + " in " + kinds());
        }
        return all.get(0);
    }
}
