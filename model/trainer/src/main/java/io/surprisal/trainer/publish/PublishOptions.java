package io.surprisal.trainer.publish;

import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.ModelCodec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked of a publish beside the model file. Immutable; each {@code with...} gives a changed copy. */
public final class PublishOptions {

    private static final PublishOptions DEFAULT =
            new PublishOptions(ModelCodec.DEFAULT_CHUNK_SIZE, null, null, new AliasRequest(Activation.usual(), "", ""));

    private final int chunkSize;
    private final @Nullable AliasName alias;
    private final @Nullable ExpectedAlias expected;
    private final AliasRequest request;

    private PublishOptions(
            int chunkSize, @Nullable AliasName alias, @Nullable ExpectedAlias expected, AliasRequest request) {
        if (chunkSize < 1) {
            throw new IllegalArgumentException("chunkSize must be at least 1 byte: chunkSize=" + chunkSize);
        }
        this.chunkSize = chunkSize;
        this.alias = alias;
        this.expected = expected;
        this.request = request;
    }

    /** The weights and the manifest alone: nothing uses them until an alias names them. */
    public static PublishOptions weightsOnly() {
        return DEFAULT;
    }

    /** The same with an alias that is to name the version. */
    public PublishOptions as(AliasName name, Activation when) {
        return new PublishOptions(chunkSize, name, expected, new AliasRequest(when, request.by(), request.why()));
    }

    /** The same, refused if an alias that is to be changed no longer means what it is expected to. */
    public PublishOptions expecting(ExpectedAlias meaning) {
        return new PublishOptions(chunkSize, alias, meaning, request);
    }

    /** The same with chunks of another size, in bytes. */
    public PublishOptions withChunkSize(int bytes) {
        return new PublishOptions(bytes, alias, expected, request);
    }

    /** The same with who publishes and why, for the alias' schedule. */
    public PublishOptions signed(String who, String reason) {
        return new PublishOptions(chunkSize, alias, expected, new AliasRequest(request.activation(), who, reason));
    }

    int chunkSize() {
        return chunkSize;
    }

    Optional<AliasName> alias() {
        return Optional.ofNullable(alias);
    }

    Optional<ExpectedAlias> expectation() {
        return Optional.ofNullable(expected);
    }

    AliasRequest request() {
        return request;
    }
}
