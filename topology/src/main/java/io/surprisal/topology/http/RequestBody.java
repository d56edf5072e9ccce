package io.surprisal.topology.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads what was sent with a request, as far as that is bearable. */
final class RequestBody {

    private static final int LIMIT = 64 << 10;

    private RequestBody() {}

    /**
     * The text that was sent.
     *
     * @throws ProblemException if it is longer than 64 KiB, no UTF-8, or ends before its end
     */
    static String read(Request request) {
        byte[] bytes;
        try {
            bytes = Content.Source.asInputStream(request).readNBytes(LIMIT + 1);
        } catch (IOException broken) {
            throw new ProblemException(ProblemKind.BAD_REQUEST, "the body did not arrive: " + broken.getMessage());
        }
        if (bytes.length > LIMIT) {
            throw new ProblemException(ProblemKind.TOO_LARGE, "a body may have " + LIMIT + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new ProblemException(ProblemKind.BAD_REQUEST, "the body is not UTF-8");
        }
    }
}
