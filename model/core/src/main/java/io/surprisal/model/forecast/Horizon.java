package io.surprisal.model.forecast;

/** How far ahead of the last row a forecast looks, and from which input its mean is an offset. */
public enum Horizon {
    /** The row that comes next. */
    NEXT(0, 1, InputLayout.LAST),
    /** 24 rows ahead. */
    ROWS_24(1, 24, InputLayout.PROFILE_24),
    /** 96 rows ahead. */
    ROWS_96(2, 96, InputLayout.PROFILE_96);

    /** Its block among the rows of the head. */
    final int block;

    private final int rows;
    private final int baseInput;

    Horizon(int block, int rows, int baseInput) {
        this.block = block;
        this.rows = rows;
        this.baseInput = baseInput;
    }

    /** Rows between the last that the network has seen and the one that is forecast. */
    public int rows() {
        return rows;
    }

    /** The input to which the means of the mixture are added. */
    public int baseInput() {
        return baseInput;
    }
}
