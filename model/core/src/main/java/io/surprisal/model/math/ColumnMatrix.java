package io.surprisal.model.math;

/**
 * A matrix that is multiplied with vectors, [rows × columns], float32. Immutable, safe for use by several threads.
 *
 * <p>Five columns are added per pass, in loops over the rows of the two shapes that the JIT compilers of Java 17 and 25 turn
 * into vector instructions. For LSTM layers of 32 and 64 units, five columns lie in one array at constant offsets: a
 * loop of constant length over one array has less to check before it begins, which makes an LSTM step of 32 units a tenth
 * faster. For all others every column is an array of its own. (With a computed offset neither compiler vectorises, with six
 * arrays 17 does not.) Each pass has its price, so few wide matrices are better than several narrow ones. Each sum is built in
 * the order of the columns, so that neither the passes nor the vector length change its bits.
 *
 * <p>Products are rounded before they are added. A fused multiply-add would save up to a tenth of the time, but where
 * the processor lacks it, as older and emulated ones do, Java computes it in decimals and is thousands of times slower.
 */
public final class ColumnMatrix {

    private static final int PASS = 5;
    private static final int ROWS_OF_32_UNITS = 128;
    private static final int ROWS_OF_64_UNITS = 256;

    private final int rows;
    private final float[][] fives; // five columns each, one after the other; none for other numbers of rows
    private final float[][] columns; // those after them

    private ColumnMatrix(int rows, float[][] fives, float[][] columns) {
        this.rows = rows;
        this.fives = fives;
        this.columns = columns;
    }

    /**
     * A matrix from its values.
     *
     * @param values [rows × columns], row-major; copied
     */
    public static ColumnMatrix ofRows(float[] values, int rows, int columns) {
        if (values.length != rows * columns) {
            throw new IllegalArgumentException("matrix must have rows × columns values: rows=" + rows + ", columns="
                    + columns + ", length=" + values.length);
        }
        boolean common = rows == ROWS_OF_32_UNITS || rows == ROWS_OF_64_UNITS;
        float[][] fives = new float[common ? columns / PASS : 0][PASS * rows];
        float[][] others = new float[columns - PASS * fives.length][rows];
        for (int column = 0; column < columns; column++) {
            int five = column / PASS;
            boolean packed = five < fives.length;
            float[] array = packed ? fives[five] : others[column - PASS * fives.length];
            int start = packed ? column % PASS * rows : 0;
            for (int row = 0; row < rows; row++) {
                array[start + row] = values[row * columns + column];
            }
        }
        return new ColumnMatrix(rows, fives, others);
    }

    /** The length of the vectors that it is multiplied with. */
    public int columns() {
        return PASS * fives.length + columns.length;
    }

    /**
     * Adds the product with a vector: sums += M x.
     *
     * @param vector holds x, [columns], from an offset on
     * @param at the offset
     * @param sums [rows]
     */
    public void addProduct(float[] vector, int at, float[] sums) {
        if (sums.length != rows) {
            throw new IllegalArgumentException(
                    "sums must have one value per row: rows=" + rows + ", length=" + sums.length);
        }
        for (int five = 0; five < fives.length; five++) {
            int from = at + PASS * five;
            if (rows == ROWS_OF_32_UNITS) {
                add128(fives[five], vector, from, sums);
            } else {
                add256(fives[five], vector, from, sums);
            }
        }
        addColumns(vector, at + PASS * fives.length, sums);
    }

    private static void add128(float[] five, float[] vector, int at, float[] sums) {
        float x0 = vector[at];
        float x1 = vector[at + 1];
        float x2 = vector[at + 2];
        float x3 = vector[at + 3];
        float x4 = vector[at + 4];
        for (int row = 0; row < 128; row++) {
            float sum = sums[row] + x0 * five[row];
            sum += x1 * five[row + 128];
            sum += x2 * five[row + 256];
            sum += x3 * five[row + 384];
            sums[row] = sum + x4 * five[row + 512];
        }
    }

    private static void add256(float[] five, float[] vector, int at, float[] sums) {
        float x0 = vector[at];
        float x1 = vector[at + 1];
        float x2 = vector[at + 2];
        float x3 = vector[at + 3];
        float x4 = vector[at + 4];
        for (int row = 0; row < 256; row++) {
            float sum = sums[row] + x0 * five[row];
            sum += x1 * five[row + 256];
            sum += x2 * five[row + 512];
            sum += x3 * five[row + 768];
            sums[row] = sum + x4 * five[row + 1024];
        }
    }

    private void addColumns(float[] vector, int at, float[] sums) {
        int column = 0;
        for (; column + 4 < columns.length; column += PASS) {
            float[] column0 = columns[column];
            float[] column1 = columns[column + 1];
            float[] column2 = columns[column + 2];
            float[] column3 = columns[column + 3];
            float[] column4 = columns[column + 4];
            float x0 = vector[at + column];
            float x1 = vector[at + column + 1];
            float x2 = vector[at + column + 2];
            float x3 = vector[at + column + 3];
            float x4 = vector[at + column + 4];
            for (int row = 0; row < sums.length; row++) {
                float sum = sums[row] + x0 * column0[row];
                sum += x1 * column1[row];
                sum += x2 * column2[row];
                sum += x3 * column3[row];
                sums[row] = sum + x4 * column4[row];
            }
        }
        for (; column + 1 < columns.length; column += 2) {
            float[] column0 = columns[column];
            float[] column1 = columns[column + 1];
            float x0 = vector[at + column];
            float x1 = vector[at + column + 1];
            for (int row = 0; row < sums.length; row++) {
                float sum = sums[row] + x0 * column0[row];
                sums[row] = sum + x1 * column1[row];
            }
        }
        if (column < columns.length) {
            float[] last = columns[column];
            float x = vector[at + column];
            for (int row = 0; row < sums.length; row++) {
                sums[row] += x * last[row];
            }
        }
    }
}
