package io.surprisal.trainer.recognize;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** A report as JSON: counts by what alerts were and what they were recognized as, and the shares made of them. */
public final class RecognitionJson {

    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * Writes a report.
     *
     * @throws IOException if it cannot be written
     */
    public void write(RecognitionReport report, Path file) throws IOException {
        Confusion confusion = report.confusion();
        ObjectNode tree = mapper.createObjectNode();
        tree.put("measuredOn", report.how());
        tree.put("threshold", report.threshold());
        tree.set("confusion", mapper.valueToTree(confusion.counts()));
        ObjectNode kinds = tree.putObject("kinds");
        for (String kind : confusion.kinds()) {
            ObjectNode one = kinds.putObject(kind);
            one.put("alerts", confusion.of(kind));
            one.put("recall", confusion.recall(kind));
            one.put("precision", confusion.precision(kind));
        }
        tree.put("named", Confusion.share(confusion.knownNamed(), confusion.known()));
        tree.put("namesRight", confusion.precision());
        if (!Double.isNaN(report.likeliestRight())) {
            tree.put("likeliestKindRight", report.likeliestRight());
        }
        ObjectNode comparisons = tree.putObject("comparisons");
        report.comparisons().forEach(each -> comparisons.put(each.what(), each.share()));
        mapper.writeValue(file.toFile(), tree);
    }
}
