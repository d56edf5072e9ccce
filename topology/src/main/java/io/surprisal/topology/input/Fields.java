package io.surprisal.topology.input;

import io.surprisal.topology.settings.FieldPath;
import org.jspecify.annotations.Nullable;

/** A parsed record value, whatever its format. */
interface Fields {

    /**
     * The field at a path: null where it is null or absent, else a {@link Number}, a {@link CharSequence}, a {@link
     * Boolean}, an {@link java.time.Instant}, or something that is none of them.
     */
    @Nullable
    Object at(FieldPath path);
}
