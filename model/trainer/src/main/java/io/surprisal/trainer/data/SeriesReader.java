package io.surprisal.trainer.data;

import io.surprisal.trainer.data.SeriesFile.Part;
import io.surprisal.trainer.data.SeriesFile.Role;
import java.io.Closeable;
import java.util.List;

/**
 * The rows of one series in file order, the history before what is scored. Nothing of a row is known before
 * {@link #next} has reached it. The same arrays are filled again for every row. Not thread-safe; to be closed.
 */
public final class SeriesReader implements Closeable {

    private final List<Part> parts;
    private final KeySettings settings;
    private final List<String> header;
    private final SeriesColumns columns;
    private final int[] featureFields; // position in the row, [F]
    private final int[] covariateFields; // position in the row, [C]
    private final double[] features; // [F]
    private final double[] covariates; // [C]

    private CsvTable table;
    private int part;
    private long partStartMs; // of row index 0, where rows have an index
    private long row = -1;
    private long index;
    private long eventTimeMs;
    private long bytesOfEarlierParts;

    private SeriesReader(KeySettings settings, List<Part> parts, CsvTable first) {
        this.parts = parts;
        this.settings = settings;
        this.table = first;
        this.header = first.header();
        this.columns = SeriesColumns.of(first, settings);
        this.featureFields = positions(columns.features());
        this.covariateFields = positions(columns.covariates());
        this.features = new double[featureFields.length];
        this.covariates = new double[covariateFields.length];
        this.partStartMs = Math.round(1000 * firstStartSeconds());
    }

    /** Opens the first of at least one part and reads its header. */
    static SeriesReader open(KeySettings settings, List<Part> parts) {
        CsvTable first = CsvTable.open(parts.get(0).file());
        try {
            return new SeriesReader(settings, parts, first);
        } catch (RuntimeException fault) {
            first.close();
            throw fault;
        }
    }

    private double firstStartSeconds() {
        return role() == Role.HISTORY
                ? settings.historyStart()
                : settings.scoredStart().orElse(settings.historyStart());
    }

    private int[] positions(List<String> names) {
        return names.stream().mapToInt(header::indexOf).toArray();
    }

    /** The columns, the same in all parts. */
    public SeriesColumns columns() {
        return columns;
    }

    /**
     * Goes to the next row.
     *
     * @return false after the last row of the last part
     * @throws BadDataException if the next part cannot be read or the row is malformed
     */
    public boolean next() {
        while (!table.next()) {
            if (part + 1 == parts.size()) {
                return false;
            }
            openNextPart();
        }
        row++;
        eventTimeMs = readEventTime();
        read(featureFields, features);
        read(covariateFields, covariates);
        return true;
    }

    private void openNextPart() {
        boolean empty = row < 0;
        bytesOfEarlierParts += table.bytesRead();
        table.close();
        part++;
        table = CsvTable.open(parts.get(part).file());
        if (!table.header().equals(header)) {
            throw table.malformed(
                    0,
                    "the header must be that of " + parts.get(part - 1).file() + ": header=" + table.header()
                            + ", there " + header);
        }
        if (settings.scoredStart().isPresent()) {
            partStartMs = Math.round(1000 * settings.scoredStart().getAsDouble());
        } else if (!empty) {
            partStartMs = eventTimeMs + settings.elapsedMs(1);
        }
        row = -1;
    }

    private long readEventTime() {
        String field = table.field(0);
        if (!columns.hasRowIndex()) {
            index = row;
            try {
                return EventTimes.parse(field);
            } catch (IllegalArgumentException noTime) {
                throw table.malformed(0, String.valueOf(noTime.getMessage()));
            }
        }
        try {
            index = FieldNumber.index(field.strip());
            return partStartMs + settings.elapsedMs(index);
        } catch (NumberFormatException noIndex) {
            throw table.malformed(0, "t must be a whole number: '" + field + "'");
        }
    }

    private void read(int[] fields, double[] values) {
        for (int i = 0; i < fields.length; i++) {
            String field = table.field(fields[i]);
            try {
                values[i] = FieldNumber.value(field);
            } catch (NumberFormatException noNumber) {
                throw table.malformed(fields[i], header.get(fields[i]) + " must be a number or empty: '" + field + "'");
            }
        }
    }

    /** What the current row is for. */
    public Role role() {
        return parts.get(part).role();
    }

    /** The current row's place in its part, from 0. */
    public long row() {
        return row;
    }

    /** The current row's {@code t}, or its place in its part where it has a timestamp. */
    public long index() {
        return index;
    }

    /** Bytes of {@link SeriesFile#bytes} read so far. */
    public long bytesRead() {
        return bytesOfEarlierParts + table.bytesRead();
    }

    /** The current row's time as it stands in the file. */
    public String time() {
        return table.field(0);
    }

    /** The current row's event time in milliseconds since 1970. */
    public long eventTimeMs() {
        return eventTimeMs;
    }

    /** The current row's scored readings, [F], NaN where missing; valid until the next row, not to be changed. */
    public double[] features() {
        return features;
    }

    /** The current row's covariates, [C], NaN where missing; valid until the next row, not to be changed. */
    public double[] covariates() {
        return covariates;
    }

    @Override
    public void close() {
        table.close();
    }
}
