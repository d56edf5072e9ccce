package io.surprisal.trainer.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file with a header, read row by row. Every row has as many fields as the header; empty lines are skipped; a
 * name that ends in {@code .gz} is unpacked. Not thread-safe.
 */
final class CsvTable implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final List<String> header;
    private CsvRecord row;

    private CsvTable(Path file, CsvReader<CsvRecord> reader, Iterator<CsvRecord> records, CsvRecord first) {
        this.file = file;
        this.reader = reader;
        this.records = records;
        this.row = first;
        this.header = headerOf(first);
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws MalformedCsvException if there is none, or a name in it is empty or occurs twice
     * @throws BadDataException if the file cannot be read
     */
    static CsvTable open(Path file) {
        try {
            InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
            try {
                return open(file, isPacked(file) ? new GZIPInputStream(bytes, BUFFER_BYTES) : bytes);
            } catch (IOException | RuntimeException failure) {
                bytes.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new BadDataException("cannot read " + file + ": " + failure, failure);
        }
    }

    private static CsvTable open(Path file, InputStream bytes) {
        CsvReader<CsvRecord> reader = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(bytes, StandardCharsets.UTF_8);
        Iterator<CsvRecord> records = reader.iterator();
        if (!advance(file, records, 1)) {
            throw new MalformedCsvException(file, 1, 1, "a header row is needed, the file is empty");
        }
        return new CsvTable(file, reader, records, records.next());
    }

    private static boolean isPacked(Path file) {
        return file.toString().endsWith(".gz");
    }

    private static boolean advance(Path file, Iterator<CsvRecord> records, long line) {
        try {
            return records.hasNext();
        } catch (CsvParseException fault) {
            throw new MalformedCsvException(file, line, 1, String.valueOf(fault.getMessage()));
        } catch (UncheckedIOException failure) {
            throw new MalformedCsvException(file, line, 1, "the file breaks off: " + failure.getCause());
        }
    }

    private List<String> headerOf(CsvRecord first) {
        Set<String> seen = new HashSet<>();
        List<String> names = first.getFields().stream()
                .map(name -> name.replace(BYTE_ORDER_MARK, "").strip())
                .toList();
        for (int column = 0; column < names.size(); column++) {
            if (names.get(column).isEmpty() || !seen.add(names.get(column))) {
                throw malformed(
                        column, "column names must be different and not empty: name='" + names.get(column) + "'");
            }
        }
        return names;
    }

    /** The column names, without the blanks around them. */
    List<String> header() {
        return header;
    }

    /**
     * Goes to the next row.
     *
     * @return false at the end of the file
     * @throws MalformedCsvException if the row has more or fewer fields than the header, or the file breaks off
     */
    boolean next() {
        if (!advance(file, records, row.getStartingLineNumber() + 1)) {
            return false;
        }
        row = records.next();
        if (row.getFieldCount() != header.size()) {
            throw malformed(
                    Math.min(row.getFieldCount(), header.size()),
                    "a row must have as many fields as the header: fields=" + row.getFieldCount() + ", header="
                            + header.size());
        }
        return true;
    }

    /** A field of the row, as it stands in the file. */
    String field(int column) {
        return row.getField(column);
    }

    /** A fault in a field of the row. */
    MalformedCsvException malformed(int column, String fault) {
        return new MalformedCsvException(file, row.getStartingLineNumber(), column + 1, fault);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException failure) {
            throw new BadDataException("cannot close " + file + ": " + failure, failure);
        }
    }
}
