package io.surprisal.trainer.exchange.safetensors;

import io.surprisal.model.math.HalfFloat;
import java.nio.ByteBuffer;

/** How a tensor's numbers are stored, by the format's own names. Only those of real numbers are read. */
enum Dtype {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U64(8),
    U32(4),
    U16(2),
    U8(1),
    BOOL(1),
    C64(8),
    F8_E4M3(1),
    F8_E5M2(1);

    private static final int BFLOAT_SHIFT = 16;

    final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /** Whether numbers of this type are read. */
    boolean isRead() {
        return this == F64 || this == F32 || this == F16 || this == BF16;
    }

    /** The next number of a little-endian buffer, rounded to float. */
    float next(ByteBuffer buffer) {
        return switch (this) {
            case F64 -> (float) buffer.getDouble();
            case F32 -> buffer.getFloat();
            case F16 -> HalfFloat.toFloat(buffer.getShort());
            case BF16 -> Float.intBitsToFloat(buffer.getShort() << BFLOAT_SHIFT);
            case I64, I32, I16, I8, U64, U32, U16, U8, BOOL, C64, F8_E4M3, F8_E5M2 ->
                throw new IllegalStateException("numbers of " + this + " are not read");
        };
    }
}
