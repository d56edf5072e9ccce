package io.surprisal.deploy.bench.kernel;

import io.surprisal.deploy.bench.figures.Extent;
import io.surprisal.deploy.bench.figures.Figures;
import io.surprisal.deploy.bench.figures.SpeedPart;
import io.surprisal.deploy.bench.timing.AlternatingRounds;
import io.surprisal.deploy.bench.timing.Timings;
import io.surprisal.trainer.Progress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One LSTM step: the detector's, naive loops in doubles, ONNX Runtime, and DJL on PyTorch. All are checked to compute the
 * same before they are timed.
 */
public final class KernelBench implements SpeedPart {

    private static final String PLAIN = "plain";
    private static final int CHECKED_STEPS = 1_000;
    private static final double LARGEST_DIFFERENCE = 1e-5;

    /** Java's usual megabyte is too small for ONNX Runtime: making a session there ends the process without a word. */
    private static final long STACK_BYTES = 16 << 20;

    private static final List<Size> FEW = List.of(new Size(8, 32), new Size(38, 64));
    private static final List<Size> ALL = List.of(
            new Size(8, 16),
            new Size(1, 32),
            new Size(8, 32),
            new Size(38, 32),
            new Size(8, 64),
            new Size(38, 64),
            new Size(8, 128),
            new Size(38, 128));
    private static final Size WITH_DJL = new Size(8, 32);

    private record Size(int inputs, int units) {

        @Override
        public String toString() {
            return inputs + "_" + units;
        }
    }

    @Override
    public void run(Extent extent, Figures figures, Progress progress) throws InterruptedException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, () -> measure(extent, figures, progress), "bench-kernel", STACK_BYTES);
        thread.setUncaughtExceptionHandler((ended, cause) -> failure.set(cause));
        thread.start();
        thread.join();
        if (failure.get() != null) {
            throw new IllegalStateException("the kernels could not be measured: " + failure.get(), failure.get());
        }
    }

    private static void measure(Extent extent, Figures figures, Progress progress) {
        List<Size> sizes = extent.of(FEW, FEW, ALL);
        progress.begin("LSTM step beside others", sizes.size());
        for (Size size : sizes) {
            measure(size, extent, figures);
            progress.advance(1);
        }
        progress.end("%.1f times as fast as ONNX Runtime at 8 inputs and 32 units"
                .formatted(figures.get("ort_over_plain_8_32").orElse(Double.NaN)));
    }

    private static void measure(Size size, Extent extent, Figures figures) {
        LayerTensors tensors = LayerTensors.random(size.inputs(), size.units());
        Duration warmUp = extent.of(Duration.ofMillis(20), Duration.ofMillis(500), Duration.ofMillis(1500));
        AlternatingRounds rounds = new AlternatingRounds(warmUp, extent.of(2, 7, 15));
        Map<String, LstmKernel> kernels = new LinkedHashMap<>();
        kernels.put(PLAIN, new PlainKernel(tensors));
        kernels.put("naive", new NaiveKernel(tensors));
        addIfThere("ort", OnnxKernel::new, tensors, kernels, figures);
        if (size.equals(WITH_DJL)) {
            addIfThere("djl", DjlKernel::new, tensors, kernels, figures);
        }
        try {
            check(kernels);
            kernels.forEach((name, kernel) -> rounds.add(name, kernel::steps));
            put(size, rounds.run(), kernels, figures);
        } finally {
            kernels.values().forEach(LstmKernel::close);
        }
    }

    private static void put(Size size, Timings timings, Map<String, LstmKernel> kernels, Figures figures) {
        for (String name : kernels.keySet()) {
            figures.put(name + "_ns_" + size, timings.nanos(name));
            if (!name.equals(PLAIN)) {
                figures.put(name + "_over_plain_" + size, timings.ratio(name, PLAIN));
            }
        }
        figures.put("plain_quiet_ns_" + size, timings.quietNanos(PLAIN));
    }

    /** A native library may be missing from the class path, or be there for other machines only. */
    private static void addIfThere(
            String name,
            Function<LayerTensors, LstmKernel> maker,
            LayerTensors tensors,
            Map<String, LstmKernel> kernels,
            Figures figures) {
        try {
            kernels.put(name, maker.apply(tensors));
        } catch (LinkageError | IllegalStateException missing) {
            figures.note(name, "not on this class path or not for this machine: " + missing);
        }
    }

    private static void check(Map<String, LstmKernel> kernels) {
        float[] expected = new float[0];
        for (Map.Entry<String, LstmKernel> kernel : kernels.entrySet()) {
            kernel.getValue().steps(CHECKED_STEPS);
            float[] hidden = kernel.getValue().hidden();
            if (expected.length == 0) {
                expected = hidden;
            }
            for (int unit = 0; unit < hidden.length; unit++) {
                if (!(Math.abs(hidden[unit] - expected[unit]) < LARGEST_DIFFERENCE)) {
                    throw new IllegalStateException("after %,d steps h of unit %d differs: %s=%s, plain=%s"
                            .formatted(CHECKED_STEPS, unit, kernel.getKey(), hidden[unit], expected[unit]));
                }
            }
        }
    }
}
