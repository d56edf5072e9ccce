package io.surprisal.trainer.evaluate.baseline;

import java.util.Arrays;

/**
 * Least squares with a penalty on the coefficients, from sums that grow by one row at a time: p inputs, m outputs. Inputs
 * count in their standard deviations, the penalty is {@value #PENALTY} in these units; inputs that never changed have no
 * coefficient. To be shown numbers that are not far from 0 against their spread.
 */
public final class RidgeRegression {

    private static final double PENALTY = 1;

    /** Least deviation of a residual, in standard deviations of the output; keeps outputs that never changed finite. */
    private static final double LEAST_DEVIATION = 1e-3;

    private static final double ROUNDING = 1e-12; // what is left of a sum of squares where nothing should be

    private final int inputs;
    private final int outputs;
    private final double[] inputSums; // [p]
    private final double[] outputSums; // [m]
    private final double[] outputSquares; // [m]
    private final double[][] inputProducts; // Σ x xᵀ, lower triangle; [p × p]
    private final double[][] products; // Σ x yᵀ; [p × m]
    private final double[][] coefficients; // [p × m]
    private final double[] inputMeans; // [p]
    private final double[] outputMeans; // [m]
    private final double[] deviations; // standard deviation of each residual; [m]
    private long rows;
    private boolean fitted;

    /** A regression over no rows yet. */
    public RidgeRegression(int inputs, int outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.inputSums = new double[inputs];
        this.outputSums = new double[outputs];
        this.outputSquares = new double[outputs];
        this.inputProducts = new double[inputs][];
        Arrays.setAll(inputProducts, i -> new double[i + 1]);
        this.products = new double[inputs][outputs];
        this.coefficients = new double[inputs][outputs];
        this.inputMeans = new double[inputs];
        this.outputMeans = new double[outputs];
        this.deviations = new double[outputs];
        Arrays.fill(deviations, 1);
    }

    /** A regression over the same rows. */
    RidgeRegression(RidgeRegression other) {
        inputs = other.inputs;
        outputs = other.outputs;
        inputSums = other.inputSums.clone();
        outputSums = other.outputSums.clone();
        outputSquares = other.outputSquares.clone();
        inputProducts = copy(other.inputProducts);
        products = copy(other.products);
        coefficients = copy(other.coefficients);
        inputMeans = other.inputMeans.clone();
        outputMeans = other.outputMeans.clone();
        deviations = other.deviations.clone();
        rows = other.rows;
        fitted = other.fitted;
    }

    private static double[][] copy(double[][] matrix) {
        return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    }

    /** Takes one more row into the sums. */
    public void add(double[] x, double[] y) {
        for (int i = 0; i < inputs; i++) {
            double value = x[i];
            inputSums[i] += value;
            if (value != 0) {
                double[] row = inputProducts[i];
                for (int j = 0; j <= i; j++) {
                    row[j] += value * x[j];
                }
                double[] cross = products[i];
                for (int k = 0; k < outputs; k++) {
                    cross[k] += value * y[k];
                }
            }
        }
        for (int k = 0; k < outputs; k++) {
            outputSums[k] += y[k];
            outputSquares[k] += y[k] * y[k];
        }
        rows++;
    }

    /** Makes the coefficients anew from all rows so far, at least one. */
    public void fit() {
        double[] inputDeviations = new double[inputs]; // times √rows; 0 where the input never changed
        for (int i = 0; i < inputs; i++) {
            inputMeans[i] = inputSums[i] / rows;
            inputDeviations[i] = root(inputProducts[i][i], inputSums[i]);
        }
        for (int k = 0; k < outputs; k++) {
            outputMeans[k] = outputSums[k] / rows;
        }
        double[][] factor = cholesky(inputDeviations);
        for (int k = 0; k < outputs; k++) {
            solve(factor, inputDeviations, k);
        }
        fitted = true;
    }

    /** √(Σ v² − (Σ v)² / n), 0 where rounding is all that is left. */
    private double root(double squares, double sum) {
        double centred = squares - sum * sum / rows;
        return centred > ROUNDING * squares ? Math.sqrt(centred) : 0;
    }

    /** L of L Lᵀ = the correlations of the inputs with the penalty on the diagonal, by rows. */
    private double[][] cholesky(double[] inputDeviations) {
        double[][] factor = new double[inputs][];
        for (int i = 0; i < inputs; i++) {
            double[] row = new double[i + 1];
            factor[i] = row;
            for (int j = 0; j <= i; j++) {
                double scale = inputDeviations[i] * inputDeviations[j];
                double sum = scale > 0 ? (inputProducts[i][j] - inputSums[i] * inputMeans[j]) / scale : 0;
                sum = i == j ? 1 + PENALTY / rows : sum;
                double[] other = factor[j];
                for (int k = 0; k < j; k++) {
                    sum -= row[k] * other[k];
                }
                row[j] = i == j ? Math.sqrt(Math.max(sum, PENALTY / rows)) : sum / other[j];
            }
        }
        return factor;
    }

    /** With R b = c in standard deviations, the squared residuals sum up to Σ y² − b c − penalty · b². */
    private void solve(double[][] factor, double[] inputDeviations, int output) {
        double deviation = root(outputSquares[output], outputSums[output]);
        double explained = 0;
        double[] solution = new double[inputs];
        for (int i = 0; i < inputs; i++) {
            double sum = correlation(i, output, inputDeviations[i]);
            for (int j = 0; j < i; j++) {
                sum -= factor[i][j] * solution[j];
            }
            solution[i] = sum / factor[i][i];
        }
        for (int i = inputs - 1; i >= 0; i--) {
            double sum = solution[i];
            for (int j = i + 1; j < inputs; j++) {
                sum -= factor[j][i] * solution[j];
            }
            solution[i] = sum / factor[i][i];
            coefficients[i][output] = inputDeviations[i] > 0 ? solution[i] / inputDeviations[i] : 0;
            explained += solution[i] * (correlation(i, output, inputDeviations[i]) + PENALTY / rows * solution[i]);
        }
        double least = deviation > 0 ? LEAST_DEVIATION * deviation : LEAST_DEVIATION * Math.sqrt((double) rows);
        double residual = Math.sqrt(Math.max(deviation * deviation - explained, 0));
        deviations[output] = Math.max(residual, least) / Math.sqrt((double) rows);
    }

    private double correlation(int input, int output, double inputDeviation) {
        return inputDeviation > 0
                ? (products[input][output] - inputSums[input] * outputMeans[output]) / inputDeviation
                : 0;
    }

    /** Whether there are coefficients. */
    boolean isFitted() {
        return fitted;
    }

    /** Fills in the expected outputs. */
    public void predict(double[] x, double[] y) {
        System.arraycopy(outputMeans, 0, y, 0, outputs);
        for (int i = 0; i < inputs; i++) {
            double value = x[i] - inputMeans[i];
            double[] row = coefficients[i];
            for (int k = 0; k < outputs; k++) {
                y[k] += value * row[k];
            }
        }
    }

    /** Standard deviation of an output's residual over the rows of the last fit; above 0. */
    double deviation(int output) {
        return deviations[output];
    }
}
