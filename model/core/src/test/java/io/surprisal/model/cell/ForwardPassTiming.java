package io.surprisal.model.cell;

import static io.surprisal.model.TestModels.gaussian;

import com.sun.management.ThreadMXBean;
import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.Skip;
import io.surprisal.model.TestModels;
import io.surprisal.model.forecast.Forecast;
import io.surprisal.model.forecast.Forecaster;
import io.surprisal.model.forecast.Horizon;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * Times the forward pass in thread CPU time per step, and beside it the reference in plain double loops. Not a test: run
 * {@code main} on an idle machine.
 */
final class ForwardPassTiming {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 21;
    private static final int STEPS = 20_000;
    private static final long WARM_UP_NANOS = 2_000_000_000L;

    private ForwardPassTiming() {}

    /** Prints a table; arguments are not read. */
    public static void main(String[] arguments) {
        for (int[] size : new int[][] {{8, 32}, {13, 32}, {38, 32}, {13, 64}, {13, 128}}) {
            timeCell(size[0], size[1]);
        }
        // The networks of docs/ACCURACY.md, and larger ones.
        for (CellKind kind : CellKind.values()) {
            timeForecaster(kind == CellKind.TDNN ? NetworkShape.of(kind, 4, 16) : NetworkShape.of(kind, 1, 32));
        }
        for (Skip skip : Skip.values()) {
            timeForecaster(new NetworkShape(CellKind.LSTM, 2, 24, skip, 1));
        }
        timeForecaster(NetworkShape.of(CellKind.LSTM, 1, 64));
        timeForecaster(NetworkShape.of(CellKind.TDNN, 4, 32));
    }

    private static void timeCell(int inputSize, int hiddenSize) {
        Random random = new Random(1);
        float[] inputKernel = gaussian(random, 4 * hiddenSize * inputSize, 0.3f);
        float[] recurrentKernel = gaussian(random, 4 * hiddenSize * hiddenSize, 0.3f);
        float[] bias = gaussian(random, 4 * hiddenSize, 0.3f);
        float[] input = gaussian(random, inputSize, 1);
        LstmCell cell = new LstmCell(new LayerWeights(inputKernel, recurrentKernel, bias));
        LstmReference reference = new LstmReference(inputKernel, recurrentKernel, bias);
        Workspace workspace = cell.newWorkspace();
        float[] state = new float[2 * hiddenSize];
        double[] hidden = new double[hiddenSize];
        double[] memory = new double[hiddenSize];

        double step = nanosPerStep(each -> cell.step(input, 0, state, 0, workspace));
        double naive = nanosPerStep(each -> reference.step(input, hidden, memory));
        System.out.printf(
                "cell, %d inputs, %d units: %.0f ns; naive doubles %.0f ns, %.1f times%n",
                inputSize, hiddenSize, step, naive, naive / step);
    }

    private static void timeForecaster(NetworkShape network) {
        ModelSpec spec = TestModels.spec(network, 0);
        Forecaster forecaster = new Forecaster(TestModels.seeded(spec, 1));
        RecurrentState state = new RecurrentState(spec, 1);
        Forecast forecast = new Forecast();
        float[] inputs = gaussian(new Random(1), spec.inputSize(), 1);
        double[] sum = new double[1];

        double step = nanosPerStep(each -> forecaster.step(inputs, state, 0, forecast));
        double moments = nanosPerStep(each -> {
            forecaster.step(inputs, state, 0, forecast);
            sum[0] += forecast.mean(Horizon.NEXT) + forecast.deviation(Horizon.NEXT) + forecast.mean(Horizon.ROWS_96);
        });
        System.out.printf(
                "forecaster, %s, %d layers of %d units, skip %s: %.0f ns; with the moments that a score needs %.0f ns (%.0f)%n",
                network.cell().text(),
                network.layers(),
                network.hiddenSize(),
                network.skip().text(),
                step,
                moments,
                sum[0]);
    }

    private static double nanosPerStep(IntConsumer step) {
        long end = System.nanoTime() + WARM_UP_NANOS;
        while (System.nanoTime() < end) {
            run(step);
        }
        double[] rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadCpuTime();
            run(step);
            rounds[round] = (double) (THREADS.getCurrentThreadCpuTime() - before) / STEPS;
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    private static void run(IntConsumer step) {
        for (int done = 0; done < STEPS; done++) {
            step.accept(done);
        }
    }
}
