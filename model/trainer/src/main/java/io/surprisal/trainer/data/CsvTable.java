package io.surprisal.trainer.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.Closeable;
import java.io.FilterInputStream;
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
public final class CsvTable implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final CountedBytes bytes;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final List<String> header;
    private CsvRecord row;

    private CsvTable(
            Path file, CountedBytes bytes, CsvReader<CsvRecord> reader, Iterator<CsvRecord> records, CsvRecord first) {
        this.file = file;
        this.bytes = bytes;
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
    public static CsvTable open(Path file) {
        try {
            CountedBytes bytes = new CountedBytes(Files.newInputStream(file));
            try {
                return open(file, bytes, isPacked(file) ? new GZIPInputStream(bytes, BUFFER_BYTES) : bytes);
            } catch (IOException | RuntimeException failure) {
                bytes.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new BadDataException("cannot read " + file + ": " + failure, failure);
        }
    }

    private static CsvTable open(Path file, CountedBytes bytes, InputStream unpacked) {
        CsvReader<CsvRecord> reader = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(unpacked, StandardCharsets.UTF_8);
        Iterator<CsvRecord> records = reader.iterator();
        if (!advance(file, records, 1)) {
            throw new MalformedCsvException(file, 1, 1, "a header row is needed, the file is empty");
        }
        return new CsvTable(file, bytes, reader, records, records.next());
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
    public List<String> header() {
        return header;
    }

    /**
     * The place of a column that must be there.
     *
     * @throws MalformedCsvException if it is not
     */
    public int column(String name) {
        int column = header.indexOf(name);
        if (column < 0) {
            throw malformed(0, "the header must have the column " + name + ": header=" + header);
        }
        return column;
    }

    /**
     * Goes to the next row.
     *
     * @return false at the end of the file
     * @throws MalformedCsvException if the row has more or fewer fields than the header, or the file breaks off
     */
    public boolean next() {
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

    /**
     * A field of the row, as it stands in the file.
     *
     * @param column from 0
     */
    public String field(int column) {
        return row.getField(column);
    }

    /** Bytes of the file read so far, as they lie on disk; some rows ahead of the current one. */
    long bytesRead() {
        return bytes.count;
    }

    /**
     * A fault in a field of the row, to be thrown.
     *
     * @param column from 0
     * @param fault what was found and what was allowed
     */
    public MalformedCsvException malformed(int column, String fault) {
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

    /** Counts the bytes that pass. */
    private static final class CountedBytes extends FilterInputStream {

        private long count;

        CountedBytes(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
