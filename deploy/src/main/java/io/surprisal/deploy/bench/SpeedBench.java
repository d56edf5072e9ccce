package io.surprisal.deploy.bench;

import io.surprisal.deploy.bench.figures.Extent;
import io.surprisal.deploy.bench.figures.Figures;
import io.surprisal.deploy.bench.figures.SpeedPart;
import io.surprisal.deploy.bench.kernel.KernelBench;
import io.surprisal.deploy.bench.step.StepBench;
import io.surprisal.deploy.bench.step.SwapBench;
import io.surprisal.deploy.bench.topology.LatencyBench;
import io.surprisal.deploy.bench.topology.ScaleBench;
import io.surprisal.deploy.bench.topology.SettingsBench;
import io.surprisal.deploy.bench.topology.TopologyBench;
import io.surprisal.deploy.bench.training.TrainingBench;
import io.surprisal.trainer.Progress;
import java.io.IOException;
import java.util.Collection;

/** How fast the detector is: each part beside what others do, in one run. */
public final class SpeedBench {

    /** The parts of the bench. */
    public enum Part {
        /** One LSTM step. */
        KERNEL,
        /** One observation through the detector. */
        STEP,
        /** Another version's weights. */
        SWAP,
        /** An epoch of training. */
        TRAINING,
        /** The application on a broker. */
        TOPOLOGY,
        /** A million series: restore, disk, changelog. */
        SCALE,
        /** From an observation to its alert. */
        LATENCY,
        /** What each setting of Kafka Streams is worth; not among those that run unless they are named. */
        SETTINGS
    }

    private SpeedBench() {}

    /**
     * Runs parts one after the other.
     *
     * @param figures take what was measured, part by part, so that what is there is true even if a later part fails
     */
    public static void run(Collection<Part> parts, Extent extent, Figures figures, Progress progress)
            throws IOException, InterruptedException {
        for (Part part : parts) {
            of(part).run(extent, figures, progress);
        }
    }

    private static SpeedPart of(Part part) {
        return switch (part) {
            case KERNEL -> new KernelBench();
            case STEP -> new StepBench();
            case SWAP -> new SwapBench();
            case TRAINING -> new TrainingBench();
            case TOPOLOGY -> new TopologyBench();
            case SCALE -> new ScaleBench();
            case LATENCY -> new LatencyBench();
            case SETTINGS -> new SettingsBench();
        };
    }
}
