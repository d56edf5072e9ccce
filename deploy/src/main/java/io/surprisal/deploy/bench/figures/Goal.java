package io.surprisal.deploy.bench.figures;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a figure is to be.
 *
 * @param figure its name
 * @param atLeast whether a larger one is better
 * @param limit the goal
 * @param meaning in words
 */
public record Goal(String figure, boolean atLeast, double limit, String meaning) {

    /** All of them. */
    public static final List<Goal> ALL = List.of(
            atLeast("ort_over_plain_8_32", 11, "LSTM step, 8 inputs, 32 units: ONNX Runtime / ours"),
            atLeast("ort_over_plain_38_64", 4, "LSTM step, 38 inputs, 64 units: ONNX Runtime / ours"),
            atLeast("djl_over_plain_8_32", 150, "LSTM step, 8 inputs, 32 units: DJL on PyTorch / ours"),
            atLeast("naive_over_plain_8_32", 8, "LSTM step, 8 inputs, 32 units: double loops / ours"),
            atMost("detector_over_plain_univariate", 5, "detector, one feature: in LSTM steps of the model's size"),
            atLeast("rcf_over_detector", 20, "one feature: Random Cut Forest update / detector"),
            atMost("codec_over_plain_univariate", 0.3, "reading and writing a state: in LSTM steps"),
            atMost("swap_steps_beyond_replay", 3, "row that meets other weights, less its replay: in usual rows"),
            atMost("swap_throughput_loss_10_per_s", 0.02, "CPU lost while 10 versions a second arrive and are decoded"),
            atMost("training_pipeline_share", 1, "training: longest other part, in gradient steps' time"),
            atLeast("floor_over_detector_alo_100k", 0.90, "CPU: topology without network / detector, at least once"),
            atLeast("floor_over_detector_eos_100k", 0.85, "CPU: topology without network / detector, exactly once"),
            atMost("shipped_over_stock_cpu_100k", 0.65, "CPU of app and broker: our settings / Kafka Streams' own"),
            atLeast("restore_over_plain_1m", 0.95, "restore, records/s: detector's store / plain store of equal bytes"),
            atMost(
                    "latency_p99_commit_intervals",
                    2,
                    "observation to visible alert, p99 at 70 % load: commit intervals"),
            atMost("state_bytes_univariate", 2048, "state of a series of one feature, bytes"));

    /** The goal in words and numbers, and whether these figures reach it; or that they do not say. */
    public String line(Figures figures) {
        OptionalDouble found = figures.get(figure);
        String outcome = found.isEmpty() ? "-" : isReached(found.getAsDouble()) ? "reached" : "**missed**";
        String measured = found.isEmpty() ? "-" : number(found.getAsDouble());
        return "| `%s` | %s | %s | %s | %s |".formatted(figure, meaning, wanted(), measured, outcome);
    }

    /** The goal in numbers. */
    public String wanted() {
        return (atLeast ? "≥ " : "≤ ") + limitText();
    }

    private String limitText() {
        return limit == Math.rint(limit) ? "%.0f".formatted(limit) : Double.toString(limit);
    }

    /** Whether a value reaches it. */
    public boolean isReached(double value) {
        return atLeast ? value >= limit : value <= limit;
    }

    private static String number(double value) {
        return value >= 100 ? "%.0f".formatted(value) : String.format(Locale.ROOT, "%.3g", value);
    }

    private static Goal atLeast(String figure, double limit, String meaning) {
        return new Goal(figure, true, limit, meaning);
    }

    private static Goal atMost(String figure, double limit, String meaning) {
        return new Goal(figure, false, limit, meaning);
    }
}
