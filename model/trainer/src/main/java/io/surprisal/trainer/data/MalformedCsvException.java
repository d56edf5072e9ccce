package io.surprisal.trainer.data;

import java.nio.file.Path;

/** A CSV file that breaks its format, with the place where it does. */
public final class MalformedCsvException extends BadDataException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final long line;
    private final int column;

    /**
     * A fault at one field.
     *
     * @param line from 1, the header included
     * @param column from 1, counted in fields
     * @param fault what was found and what was allowed
     */
    public MalformedCsvException(Path file, long line, int column, String fault) {
        super(file + ", line " + line + ", column " + column + ": " + fault);
        this.file = file.toString();
        this.line = line;
        this.column = column;
    }

    /** The file as it was named. */
    public String file() {
        return file;
    }

    /** The line on which the row begins, from 1. */
    public long line() {
        return line;
    }

    /** The field in its row, from 1. */
    public int column() {
        return column;
    }
}
