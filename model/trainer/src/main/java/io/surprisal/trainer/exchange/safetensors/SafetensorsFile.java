package io.surprisal.trainer.exchange.safetensors;

import io.surprisal.trainer.exchange.tensor.TensorSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file that is open for reading. Its header is checked when it is opened, tensors are read when they are
 * asked for, so that no number in a file makes this use more memory than the file has bytes.
 *
 * <pre>
 *   N        8 bytes, little endian: the header's length
 *   header   N bytes of JSON: {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …}
 *   data     the tensors' numbers, little endian, row-major
 * </pre>
 *
 * <p>Not thread-safe.
 */
public final class SafetensorsFile implements TensorSource, AutoCloseable {

    private static final int LENGTH_BYTES = Long.BYTES;
    private static final int CHUNK_BYTES = 64 * 1024;

    private final FileChannel channel;
    private final Header header;
    private final long dataAt;

    private SafetensorsFile(FileChannel channel, Header header, long dataAt) {
        this.channel = channel;
        this.header = header;
        this.dataAt = dataAt;
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws SafetensorsException if it is no such file, naming the first thing that is wrong
     * @throws IOException if it cannot be read
     */
    public static SafetensorsFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            long size = channel.size();
            if (size < LENGTH_BYTES) {
                throw new SafetensorsException(
                        "file must begin with the header's length in " + LENGTH_BYTES + " bytes: bytes=" + size);
            }
            long length = read(channel, 0, LENGTH_BYTES).getLong();
            long most = Math.min(Header.MAX_BYTES, size - LENGTH_BYTES);
            if (length < 0 || length > most) {
                throw new SafetensorsException("header must have at most " + most + " bytes in a file of " + size + ": "
                        + Long.toUnsignedString(length));
            }
            byte[] json = read(channel, LENGTH_BYTES, (int) length).array();
            long dataAt = LENGTH_BYTES + length;
            return new SafetensorsFile(channel, Header.parse(json, size - dataAt), dataAt);
        } catch (SafetensorsException e) {
            channel.close();
            throw new SafetensorsException("cannot read safetensors file " + file + ": " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** What the file says of itself beside its tensors. */
    public Map<String, String> metadata() {
        return Map.copyOf(header.metadata());
    }

    @Override
    public Set<String> names() {
        return header.tensors().keySet();
    }

    @Override
    public List<Integer> shape(String name) {
        return entry(name).shape();
    }

    @Override
    public float[] values(String name) throws IOException {
        Entry entry = entry(name);
        Dtype dtype = entry.dtype();
        if (!dtype.isRead()) {
            throw new SafetensorsException(
                    "tensor " + Header.shown(name) + " must be of F64, F32, F16 or BF16: dtype=" + dtype);
        }
        long count = (entry.end() - entry.begin()) / dtype.bytes;
        if (count > MAX_VALUES) {
            throw new SafetensorsException(
                    "tensor " + Header.shown(name) + " must have at most " + MAX_VALUES + " values: " + count);
        }
        float[] values = new float[(int) count];
        int index = 0;
        for (long at = entry.begin(); at < entry.end(); at += CHUNK_BYTES) {
            ByteBuffer chunk = read(channel, dataAt + at, (int) Math.min(CHUNK_BYTES, entry.end() - at));
            while (chunk.hasRemaining()) {
                values[index++] = dtype.next(chunk);
            }
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private Entry entry(String name) {
        Entry entry = header.tensors().get(name);
        if (entry == null) {
            throw new IllegalArgumentException("tensor must be one of " + names() + ": name=" + name);
        }
        return entry;
    }

    private static ByteBuffer read(FileChannel channel, long at, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException("file became shorter while it was read");
            }
        }
        return buffer.flip();
    }
}
