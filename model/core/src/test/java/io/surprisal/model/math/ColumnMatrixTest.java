package io.surprisal.model.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.surprisal.model.TestModels;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnMatrixTest {

    @ParameterizedTest(name = "{0} rows, {1} columns")
    @CsvSource({
        "1, 1", "3, 2", "27, 3", "28, 4", "20, 5", "33, 6", "64, 7", "16, 9", "16, 10", "32, 45", "128, 13", "128, 4",
        "256, 12", "131, 38"
    })
    void theProductHasTheBitsOfThePlainLoop(int rows, int columns) {
        Random random = new Random(rows);
        float[] values = TestModels.gaussian(random, rows * columns, 1);
        float[] vector = TestModels.gaussian(random, columns + 5, 1);
        float[] sums = TestModels.gaussian(random, rows, 1);
        float[] expected = sums.clone();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                expected[row] += vector[5 + column] * values[row * columns + column];
            }
        }

        ColumnMatrix.ofRows(values, rows, columns).addProduct(vector, 5, sums);

        assertThat(sums).isEqualTo(expected);
    }

    @Test
    void laterChangesOfTheValuesDoNotReachTheMatrix() {
        float[] values = {2, 3};
        ColumnMatrix matrix = ColumnMatrix.ofRows(values, 1, 2);
        values[0] = 100;
        float[] sums = {0};

        matrix.addProduct(new float[] {1, 1}, 0, sums);

        assertThat(sums).containsExactly(5);
    }

    @Test
    void refusesAWrongNumberOfValuesNamingAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ColumnMatrix.ofRows(new float[5], 2, 3))
                .withMessage("matrix must have rows × columns values: rows=2, columns=3, length=5");
    }

    @Test
    void refusesSumsOfAnotherLengthNamingBoth() {
        ColumnMatrix matrix = ColumnMatrix.ofRows(new float[6], 2, 3);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.addProduct(new float[3], 0, new float[4]))
                .withMessage("sums must have one value per row: rows=2, length=4");
    }
}
