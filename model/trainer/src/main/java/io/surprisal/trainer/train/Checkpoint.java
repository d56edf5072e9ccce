package io.surprisal.trainer.train;

import io.surprisal.trainer.train.network.NetworkParameters;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Where a training can be taken up again: a file, replaced as a whole after each epoch.
 *
 * <pre>
 *   magic, format version                            int, int
 *   fingerprint of data, schedule and start          long
 *   planned updates, updates, epoch, best epoch      int each
 *   latest and best validation loss, by horizon      6 × double
 *   n                                                int
 *   parameters, best parameters, m, v                n × float each
 * </pre>
 *
 * <p>Big endian. The file is of use to the trainer that wrote it, on the machine that wrote it: it is no format for
 * keeping.
 */
public final class Checkpoint {

    private enum Mode {
        NOTHING,
        START,
        RESUME
    }

    private static final int MAGIC = 0x73757270;
    private static final int FORMAT_VERSION = 1;

    private final Mode mode;
    private final Path file;

    private Checkpoint(Mode mode, Path file) {
        this.mode = mode;
        this.file = file;
    }

    /** Keeps nothing. */
    public static Checkpoint none() {
        return new Checkpoint(Mode.NOTHING, Path.of(""));
    }

    /** Starts anew; the first epoch overwrites what is there. */
    public static Checkpoint startingAt(Path file) {
        return new Checkpoint(Mode.START, file);
    }

    /** Takes up what is there. */
    public static Checkpoint resuming(Path file) {
        return new Checkpoint(Mode.RESUME, file);
    }

    /**
     * Brings a state to where it was, if there is anything to take up.
     *
     * @throws IllegalArgumentException if there is no such file, it is damaged, or it is from other data, another
     *     schedule or another start
     */
    void restore(TrainingState state, long fingerprint) {
        if (mode != Mode.RESUME) {
            return;
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            requireOwn(in, fingerprint);
            read(in, state);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no checkpoint to resume from: file=" + file, e);
        } catch (EOFException e) {
            throw new IllegalArgumentException("checkpoint is cut off: file=" + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read checkpoint " + file, e);
        }
    }

    private void requireOwn(DataInputStream in, long fingerprint) throws IOException {
        int magic = in.readInt();
        int version = in.readInt();
        if (magic != MAGIC || version != FORMAT_VERSION) {
            throw new IllegalArgumentException("checkpoint must be of format version " + FORMAT_VERSION + ": file="
                    + file + (magic == MAGIC ? ", version=" + version : " is something else"));
        }
        if (in.readLong() != fingerprint) {
            throw new IllegalArgumentException("checkpoint is of a training with other data, seed, network or schedule:"
                    + " resume with the same ones, or train anew: file=" + file);
        }
    }

    private static void read(DataInputStream in, TrainingState state) throws IOException {
        state.plannedUpdates = in.readInt();
        int updates = in.readInt();
        state.epoch = in.readInt();
        state.bestEpoch = in.readInt();
        state.latestLoss = readLoss(in);
        state.bestLoss = readLoss(in);
        NetworkParameters parameters = state.parameters;
        int count = in.readInt();
        if (count != parameters.values().length) {
            throw new IllegalArgumentException("checkpoint must be of a network with " + parameters.values().length
                    + " parameters: parameters=" + count);
        }
        System.arraycopy(readFloats(in, count), 0, parameters.values(), 0, count);
        state.best = parameters.with(readFloats(in, count));
        state.optimiser.restore(List.of(readFloats(in, count), readFloats(in, count)), updates);
    }

    private static ValidationLoss readLoss(DataInputStream in) throws IOException {
        return new ValidationLoss(in.readDouble(), in.readDouble(), in.readDouble());
    }

    private static float[] readFloats(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        for (int index = 0; index < count; index++) {
            values[index] = in.readFloat();
        }
        return values;
    }

    /** Notes a state; a crash in between leaves the file before or the file after. */
    void write(TrainingState state, long fingerprint) {
        if (mode == Mode.NOTHING) {
            return;
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary)))) {
                out.writeInt(MAGIC);
                out.writeInt(FORMAT_VERSION);
                out.writeLong(fingerprint);
                write(out, state);
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write checkpoint " + file, e);
        }
    }

    private static void write(DataOutputStream out, TrainingState state) throws IOException {
        out.writeInt(state.plannedUpdates);
        out.writeInt(state.optimiser.updates());
        out.writeInt(state.epoch);
        out.writeInt(state.bestEpoch);
        writeLoss(out, state.latestLoss);
        writeLoss(out, state.bestLoss);
        out.writeInt(state.parameters.values().length);
        writeFloats(out, state.parameters.values());
        writeFloats(out, state.best.values());
        for (float[] moment : state.optimiser.moments()) {
            writeFloats(out, moment);
        }
    }

    private static void writeLoss(DataOutputStream out, ValidationLoss loss) throws IOException {
        out.writeDouble(loss.next());
        out.writeDouble(loss.rows24());
        out.writeDouble(loss.rows96());
    }

    private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
        for (float value : values) {
            out.writeFloat(value);
        }
    }
}
