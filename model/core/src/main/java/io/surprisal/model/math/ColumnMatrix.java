package io.surprisal.model.math;

/**
 * A matrix that is multiplied with vectors, [rows × columns], float32. Immutable, safe for use by several threads.
 *
 * <p>Every column is an array of its own and five are added per pass: the one shape of a plain loop that the JIT
 * compilers of Java 17 and 25 both turn into vector instructions. (A single array with a computed index is not
 * vectorised by either, six columns per pass not by 17.) Each pass has its price, so few wide matrices are better than
 * several narrow ones. Each sum is built in the order of the columns, so that neither
 * the passes nor the vector length change its bits.
 *
 * <p>Products are rounded before they are added. A fused multiply-add would save up to a tenth of the time, but where
 * the processor lacks it, as older and emulated ones do, Java computes it in decimals and is thousands of times slower.
 */
public final class ColumnMatrix {

    private final int rows;
    private final float[][] columns;

    private ColumnMatrix(int rows, float[][] columns) {
        this.rows = rows;
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
        float[][] transposed = new float[columns][rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column][row] = values[row * columns + column];
            }
        }
        return new ColumnMatrix(rows, transposed);
    }

    /** The length of the vectors that it is multiplied with. */
    public int columns() {
        return columns.length;
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
        int column = 0;
        for (; column + 4 < columns.length; column += 5) {
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
