package io.surprisal.trainer.exchange;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.cell.RecurrentState;
import io.surprisal.model.forecast.Forecast;
import io.surprisal.model.forecast.Forecaster;
import io.surprisal.model.forecast.Horizon;
import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.util.Locale;
import java.util.stream.Stream;

/** Runs a model's own forward pass over parity vectors and compares what comes out of the head. */
public final class ParityCheck {

    /** The largest difference that is let pass: of outputs beyond ±1 relative to them, else absolute. */
    public static final double TOLERANCE = 1e-5;

    private static final int WRITTEN_SEQUENCES = 2;
    private static final int WRITTEN_ROWS = 100;
    private static final int[] ROWS_AHEAD =
            Stream.of(Horizon.values()).mapToInt(Horizon::rows).toArray();
    private static final String[] PARTS = {"logit", "mean", "log scale"};

    private final ModelSnapshot model;
    private final Forecaster forecaster;
    private final RecurrentState state;
    private final Forecast forecast = new Forecast();
    private final float[] inputs;

    private ParityCheck(ModelSnapshot model) {
        this.model = model;
        this.forecaster = new Forecaster(model);
        this.state = new RecurrentState(model.spec(), 1);
        this.inputs = new float[model.spec().inputSize()];
    }

    /**
     * Compares.
     *
     * @return what was found, in one line
     * @throws RefusedImportException if an output differs by more than {@link #TOLERANCE}, saying where it does most
     */
    public static String run(ModelSnapshot model, ParityVectors vectors) {
        return new ParityCheck(model).compare(vectors);
    }

    /** Vectors of random inputs and this model's own outputs. */
    static ParityVectors made(ModelSnapshot model, long seed) {
        return new ParityCheck(model).make(new RandomSource(seed, 0));
    }

    private String compare(ParityVectors vectors) {
        if (vectors.inputWidth() != inputs.length || vectors.outputWidth() != TensorLayout.HEAD_ROWS) {
            throw new RefusedImportException("parity vectors must have " + inputs.length + " inputs and "
                    + TensorLayout.HEAD_ROWS + " outputs a row: inputs=" + vectors.inputWidth() + ", outputs="
                    + vectors.outputWidth());
        }
        double largest = -1;
        String worst = "";
        int beyond = 0;
        for (int sequence = 0; sequence < vectors.sequences(); sequence++) {
            state.clear();
            for (int row = 0; row < vectors.rows(); row++) {
                vectors.inputs(sequence, row, inputs);
                forecaster.step(inputs, state, 0, forecast);
                double largestOfRow = 0;
                for (int column = 0; column < TensorLayout.HEAD_ROWS; column++) {
                    float expected = vectors.output(sequence, row, column);
                    float found = forecast.head(column);
                    double difference = difference(expected, found);
                    largestOfRow = Math.max(largestOfRow, difference);
                    if (difference > largest) {
                        largest = difference;
                        worst = "sequence " + sequence + ", row " + row + ", output " + column + " (" + named(column)
                                + "): expected " + expected + ", found " + found;
                    }
                }
                beyond += largestOfRow > TOLERANCE ? 1 : 0;
            }
        }
        int rows = vectors.sequences() * vectors.rows();
        String size = String.format(Locale.ROOT, "largest difference %.2g at %s", largest, worst);
        if (beyond > 0) {
            throw new RefusedImportException(
                    "refused: " + beyond + " of " + rows + " rows of the parity vectors differ by"
                            + " more than 1e-5, " + size
                            + ". Usual reasons: gates stacked in another order (a line"
                            + " 'gates = …' in --map), kernels transposed, a head on [inputs, h] instead of [h, inputs], vectors"
                            + " that do not begin with a state of zeros");
        }
        return "parity: all outputs of " + rows + " rows agree, " + size;
    }

    private static double difference(float expected, float found) {
        double difference = Math.abs((double) expected - found) / Math.max(1, Math.abs(expected));
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    private static String named(int column) {
        int horizon = column / TensorLayout.HEAD_ROWS_PER_HORIZON;
        int within = column % TensorLayout.HEAD_ROWS_PER_HORIZON;
        int rows = ROWS_AHEAD[horizon];
        return PARTS[within / TensorLayout.MIXTURE] + " " + within % TensorLayout.MIXTURE + ", " + rows
                + (rows == 1 ? " row ahead" : " rows ahead");
    }

    private ParityVectors make(RandomSource random) {
        int steps = WRITTEN_SEQUENCES * WRITTEN_ROWS;
        float[] allInputs = new float[steps * inputs.length];
        float[] allOutputs = new float[steps * TensorLayout.HEAD_ROWS];
        for (int index = 0; index < allInputs.length; index++) {
            allInputs[index] = (float) random.normal();
        }
        ParityVectors vectors = new ParityVectors(WRITTEN_SEQUENCES, WRITTEN_ROWS, allInputs, allOutputs);
        for (int step = 0; step < steps; step++) {
            if (step % WRITTEN_ROWS == 0) {
                state.clear();
            }
            vectors.inputs(0, step, inputs);
            forecaster.step(inputs, state, 0, forecast);
            for (int column = 0; column < TensorLayout.HEAD_ROWS; column++) {
                allOutputs[step * TensorLayout.HEAD_ROWS + column] = forecast.head(column);
            }
        }
        return vectors;
    }

    @Override
    public String toString() {
        return "ParityCheck[" + model.identity() + "]";
    }
}
