package io.surprisal.trainer.train;

import io.surprisal.model.TensorLayout;
import io.surprisal.model.forecast.Horizon;
import io.surprisal.trainer.train.network.Segment;
import java.util.List;

/** Cuts a batch of sequences into the segments of truncated back-propagation, padding what is shorter. */
final class SegmentSampler {

    private static final Horizon[] HORIZONS = Horizon.values();

    private final List<TrainingSequence> batch;
    private final int segmentRows;
    private final int inputSize;
    private final int segments;

    /**
     * Prepares a batch.
     *
     * @param batch at least one sequence, all of equal I
     * @param segmentRows T of each segment
     */
    SegmentSampler(List<TrainingSequence> batch, int segmentRows) {
        this.batch = batch;
        this.segmentRows = segmentRows;
        this.inputSize = batch.get(0).inputSize();
        this.segments = segments(batch, segmentRows);
    }

    /** The number of segments of that many rows until the longest sequence of a batch ends. */
    static int segments(List<TrainingSequence> batch, int segmentRows) {
        int rows = batch.stream().mapToInt(TrainingSequence::rows).max().orElseThrow();
        return (rows + segmentRows - 1) / segmentRows;
    }

    /** The number of segments until the longest sequence ends. */
    int segments() {
        return segments;
    }

    /**
     * Copies one segment.
     *
     * @param index which, from 0
     * @param firstScoredRow targets of earlier rows of the sequences do not count
     */
    Segment segment(int index, int firstScoredRow) {
        Segment segment = new Segment(batch.size(), segmentRows, inputSize);
        int firstRow = index * segmentRows;
        for (int slot = 0; slot < batch.size(); slot++) {
            TrainingSequence sequence = batch.get(slot);
            int start = slot * segmentRows;
            sequence.copyInputs(firstRow, segmentRows, segment.inputs(), start * inputSize);
            int rows = Math.min(segmentRows, sequence.rows() - firstRow);
            for (int row = Math.max(0, firstScoredRow - firstRow); row < rows; row++) {
                int at = (start + row) * TensorLayout.HORIZONS;
                for (Horizon horizon : HORIZONS) {
                    segment.targets()[at] = sequence.target(firstRow + row, horizon);
                    segment.weights()[at] = sequence.weight(firstRow + row, horizon);
                    at++;
                }
            }
        }
        return segment;
    }
}
