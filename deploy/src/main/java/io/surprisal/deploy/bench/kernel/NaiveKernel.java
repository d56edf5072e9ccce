package io.surprisal.deploy.bench.kernel;

/** As the equations read: loops over units in double precision with the library's functions. Also the exact reference. */
final class NaiveKernel implements LstmKernel {

    private final LayerTensors tensors;
    private final double[] inputKernel;
    private final double[] recurrentKernel;
    private final double[] bias;
    private final double[] before;
    private final double[] hidden;
    private final double[] cell;
    private int row;

    NaiveKernel(LayerTensors tensors) {
        this.tensors = tensors;
        inputKernel = doubles(tensors.inputKernel());
        recurrentKernel = doubles(tensors.recurrentKernel());
        bias = doubles(tensors.bias());
        before = new double[tensors.hiddenSize()];
        hidden = new double[before.length];
        cell = new double[before.length];
    }

    @Override
    public void steps(int count) {
        for (int step = 0; step < count; step++) {
            step(tensors.inputs()[row]);
            row = (row + 1) % LayerTensors.ROWS;
        }
    }

    private void step(float[] input) {
        System.arraycopy(hidden, 0, before, 0, before.length);
        for (int unit = 0; unit < hidden.length; unit++) {
            double inputGate = sigmoid(sum(0, unit, input));
            double forgetGate = sigmoid(sum(1, unit, input));
            double candidate = Math.tanh(sum(2, unit, input));
            double outputGate = sigmoid(sum(3, unit, input));
            cell[unit] = forgetGate * cell[unit] + inputGate * candidate;
            hidden[unit] = outputGate * Math.tanh(cell[unit]);
        }
    }

    private double sum(int block, int unit, float[] input) {
        int at = block * hidden.length + unit;
        double sum = bias[at];
        for (int column = 0; column < input.length; column++) {
            sum += inputKernel[at * input.length + column] * input[column];
        }
        for (int column = 0; column < before.length; column++) {
            sum += recurrentKernel[at * before.length + column] * before[column];
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int index = 0; index < floats.length; index++) {
            doubles[index] = floats[index];
        }
        return doubles;
    }

    @Override
    public float[] hidden() {
        float[] floats = new float[hidden.length];
        for (int unit = 0; unit < floats.length; unit++) {
            floats[unit] = (float) hidden[unit];
        }
        return floats;
    }
}
