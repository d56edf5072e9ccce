package io.surprisal.trainer.publish;

import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.ModelCodec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked of a publish beside the model file. Immutable; each {@code with...} gives a changed copy. */
public final class PublishOptions {

    private static final PublishOptions DEFAULT =
            new PublishOptions(ModelCodec.DEFAULT_CHUNK_SIZE, null, Activation.usual(), "", "");

    private final int chunkSize;
    private final @Nullable AliasName alias;
    private final Activation activation;
    private final String by;
    private final String why;

    private PublishOptions(int chunkSize, @Nullable AliasName alias, Activation activation, String by, String why) {
        if (chunkSize < 1) {
            throw new IllegalArgumentException("chunkSize must be at least 1 byte: chunkSize=" + chunkSize);
        }
        this.chunkSize = chunkSize;
        this.alias = alias;
        this.activation = activation;
        this.by = by;
        this.why = why;
    }

    /** The weights and the manifest alone: nothing uses them until an alias names them. */
    public static PublishOptions weightsOnly() {
        return DEFAULT;
    }

    /** The same with an alias that is to name the version. */
    public PublishOptions as(AliasName name, Activation when) {
        return new PublishOptions(chunkSize, name, when, by, why);
    }

    /** The same with chunks of another size, in bytes. */
    public PublishOptions withChunkSize(int bytes) {
        return new PublishOptions(bytes, alias, activation, by, why);
    }

    /** The same with who publishes and why, for the alias' schedule. */
    public PublishOptions signed(String who, String reason) {
        return new PublishOptions(chunkSize, alias, activation, who, reason);
    }

    int chunkSize() {
        return chunkSize;
    }

    Optional<AliasName> alias() {
        return Optional.ofNullable(alias);
    }

    Activation activation() {
        return activation;
    }

    String by() {
        return by;
    }

    String why() {
        return why;
    }
}
