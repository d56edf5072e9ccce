package io.surprisal.trainer.exchange.safetensors;

import java.util.List;

/**
 * Where one tensor lies in a file, as the header says and the reader has checked.
 *
 * @param dtype how its numbers are stored
 * @param shape its dimensions; the last one is contiguous
 * @param begin its first byte after the header
 * @param end the byte after its last
 */
record Entry(Dtype dtype, List<Integer> shape, long begin, long end) {

    /** Copies the shape. */
    Entry {
        shape = List.copyOf(shape);
    }
}
