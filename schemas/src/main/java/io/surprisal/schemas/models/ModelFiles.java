package io.surprisal.schemas.models;

import io.surprisal.avro.ModelFile;
import io.surprisal.schemas.RegisteredForm;
import io.surprisal.schemas.TrustedClasses;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Reads and writes model files: Avro object containers, uncompressed, with one {@link ModelFile} record. The same
 * record always makes the same bytes.
 */
public final class ModelFiles {

    private static final Schema SCHEMA = RegisteredForm.of(ModelFile.getClassSchema());
    private static final int SYNC_BYTES = 16;

    static {
        TrustedClasses.declare();
    }

    private ModelFiles() {}

    /**
     * Writes a model file, so that at each moment either the whole file stands there or what stood there before.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(ModelFile model, Path path) throws IOException {
        Path target = path.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("cannot write model file " + path + ": its folder does not exist");
        }
        // Not a temporary file of the JDK's, which nobody but its owner may read.
        Path unfinished = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW)) {
                write(model, out);
            }
            move(unfinished, target);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Reads a model file. Only its form is checked; see {@link ModelCodec#fromFile} for its contents.
     *
     * @throws IOException if it cannot be read, is cut off or no model file; the message says which
     */
    public static ModelFile read(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return read(in, path.toString());
        }
    }

    /** A model file's bytes. */
    public static byte[] toBytes(ModelFile model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(model, out);
        return out.toByteArray();
    }

    /**
     * Reads a model file's bytes.
     *
     * @param name of the file, for messages
     * @throws IOException if they are cut off or no model file; the message says which
     */
    public static ModelFile ofBytes(byte[] bytes, String name) throws IOException {
        return read(new ByteArrayInputStream(bytes), name);
    }

    static void write(ModelFile model, OutputStream out) throws IOException {
        try (DataFileWriter<ModelFile> writer = new DataFileWriter<>(new SpecificDatumWriter<>(ModelFile.class))) {
            writer.create(SCHEMA, out, sync(model));
            writer.append(model);
        }
    }

    /**
     * Reads a model file from a stream, which stays open.
     *
     * @param name of the file, for messages
     */
    static ModelFile read(InputStream in, String name) throws IOException {
        byte[] bytes = in.readAllBytes(); // what fails from here on is the file's form
        List<ModelFile> models = new ArrayList<>();
        try {
            new DataFileStream<>(new ByteArrayInputStream(bytes), new SpecificDatumReader<>(ModelFile.class))
                    .forEachRemaining(models::add);
        } catch (IOException | RuntimeException e) {
            // Avro has no one exception for bytes that make no sense; some end in a NullPointerException.
            throw new IOException("cannot read model file " + name + ": it is cut off or no model file", e);
        }
        if (models.size() != 1) {
            throw new IOException("cannot read model file " + name + ": it is cut off or no model file (it must hold 1"
                    + " record and holds " + models.size() + ")");
        }
        return models.get(0);
    }

    // Avro takes a random marker unless it is given one; this one makes equal models equal files.
    private static byte[] sync(ModelFile model) {
        return Arrays.copyOf(HexFormat.of().parseHex(model.getManifest().getSha256()), SYNC_BYTES);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
