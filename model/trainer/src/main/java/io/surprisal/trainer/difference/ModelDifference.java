package io.surprisal.trainer.difference;

import io.surprisal.avro.CalibrationSummary;
import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import io.surprisal.model.Curve;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.score.ScoreScale;
import io.surprisal.schemas.models.ModelCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecordBase;

/** Two versions side by side: what they are for, how they are calibrated, how far their weights are apart, whence they come. */
public final class ModelDifference {

    private static final double LARGEST_STATISTIC = 1_000;

    private final ModelManifest one;
    private final ModelManifest other;
    private final ModelSnapshot oneModel;
    private final ModelSnapshot otherModel;
    private final List<String> lines = new ArrayList<>();

    private ModelDifference(ModelFile one, ModelFile other) {
        this.one = one.getManifest();
        this.other = other.getManifest();
        this.oneModel = ModelCodec.fromFile(one);
        this.otherModel = ModelCodec.fromFile(other);
    }

    /**
     * The difference for people; what both say alike is left out.
     *
     * @throws io.surprisal.model.InvalidModelException if one must not be used
     */
    public static List<String> lines(ModelFile one, ModelFile other) {
        ModelDifference difference = new ModelDifference(one, other);
        difference.describe();
        return difference.lines;
    }

    private void describe() {
        lines.add("a  " + identity(one));
        lines.add("b  " + identity(other));
        relation();
        section("network", fields(one.getSpec()), fields(other.getSpec()));
        section("calibration", calibration(one, oneModel), calibration(other, otherModel));
        tensors();
        section("provenance", fields(one.getProvenance()), fields(other.getProvenance()));
        section("signed by", signature(one), signature(other));
    }

    private static String identity(ModelManifest manifest) {
        return manifest.getName() + "/" + manifest.getVersion() + ", SHA-256 " + manifest.getSha256();
    }

    private void relation() {
        if (one.getSha256().equals(other.getSha256())) {
            lines.add("they have the same weights, byte for byte");
        } else if (one.getSha256().equals(other.getParentSha256())) {
            lines.add("b was made from a");
        } else if (other.getSha256().equals(one.getParentSha256())) {
            lines.add("a was made from b");
        } else if (one.getParentSha256() != null && one.getParentSha256().equals(other.getParentSha256())) {
            lines.add("both were made from the version with SHA-256 " + one.getParentSha256());
        }
    }

    private void section(String title, Map<String, String> first, Map<String, String> second) {
        List<String> different = first.keySet().stream()
                .filter(key -> !Objects.equals(first.get(key), second.get(key)))
                .toList();
        lines.add("");
        if (different.isEmpty()) {
            lines.add(title + ": the same");
            return;
        }
        lines.add(title);
        for (String key : different) {
            lines.add("  " + key);
            lines.add("    a  " + first.get(key));
            lines.add("    b  " + second.get(key));
        }
    }

    /** All fields of a record, by name. */
    private static Map<String, String> fields(SpecificRecordBase value) {
        Map<String, String> fields = new LinkedHashMap<>();
        value.getSchema()
                .getFields()
                .forEach(field -> fields.put(field.name(), String.valueOf(value.get(field.pos()))));
        return fields;
    }

    private static Map<String, String> calibration(ModelManifest manifest, ModelSnapshot model) {
        CalibrationSummary summary = manifest.getCalibration();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("score 0.5, one feature", threshold(model.calibration().univariate()));
        fields.put("score 0.5, several features", threshold(model.calibration().multivariate()));
        fields.put("silence after an alert", summary.getRefractoryRows() + " rows");
        fields.put("margin of another alert", Float.toString(summary.getRealertMargin()));
        fields.put("counted on", summary.getRows() + " rows of " + summary.getSets());
        fields.put("text", summary.getText());
        return fields;
    }

    /** The statistic from which on rows are anomalous, by halving. */
    private static String threshold(Curve curve) {
        double low = 0;
        double high = LARGEST_STATISTIC;
        if (ScoreScale.score(curve.at(high)) < Verdict.THRESHOLD) {
            return "never";
        }
        while (high - low > 1e-6) {
            double middle = (low + high) / 2;
            if (ScoreScale.score(curve.at(middle)) < Verdict.THRESHOLD) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return text("from statistic %.3f on", high);
    }

    private static Map<String, String> signature(ModelManifest manifest) {
        String keyId = manifest.getSignatureKeyId();
        return Map.of("key", manifest.getSignature() == null ? "nobody" : String.valueOf(keyId));
    }

    private void tensors() {
        Map<String, TensorShape> first = shapes(oneModel);
        Map<String, TensorShape> second = shapes(otherModel);
        lines.add("");
        lines.add(text(
                "%-28s %-14s %10s %10s %10s %9s %10s",
                "tensor", "shape", "norm a", "norm b", "|b - a|", "parts", "largest"));
        first.forEach((name, shape) -> {
            TensorShape there = second.get(name);
            if (there == null || !there.dimensions().equals(shape.dimensions())) {
                lines.add(text(
                        "%-28s %-14s %s",
                        name, shape.dimensions(), there == null ? "a only" : "b: " + there.dimensions()));
                return;
            }
            TensorDistance distance = TensorDistance.of(
                    name, shape.dimensions().toString(), oneModel.tensor(name), otherModel.tensor(name));
            lines.add(text(
                    "%-28s %-14s %10.4f %10.4f %10.4f %8.2f%% %10.4f",
                    name,
                    distance.shape(),
                    distance.norm(),
                    distance.otherNorm(),
                    distance.distance(),
                    100 * distance.relative(),
                    distance.largest()));
        });
        second.forEach((name, shape) -> {
            if (!first.containsKey(name)) {
                lines.add(text("%-28s %-14s %s", name, shape.dimensions(), "b only"));
            }
        });
    }

    private static Map<String, TensorShape> shapes(ModelSnapshot model) {
        Map<String, TensorShape> shapes = new LinkedHashMap<>();
        TensorLayout.of(model.spec()).tensors().forEach(shape -> shapes.put(shape.name(), shape));
        return shapes;
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
