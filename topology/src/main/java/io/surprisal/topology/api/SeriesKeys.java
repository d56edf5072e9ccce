package io.surprisal.topology.api;

import io.surprisal.topology.http.Call;
import io.surprisal.topology.http.Parameters;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Series keys as parts of paths, as parameters, and as the places where pages end. */
final class SeriesKeys {

    /** As the input allows. */
    private static final int MAX_BYTES = 1024;

    private SeriesKeys() {}

    /** The key in the path; one that is too long is noted as a fault. */
    static String ofPath(Call call) {
        return checked(call.variable("key"), call.parameters());
    }

    /** A key, or the beginning of one, from a parameter; {@code null} where it is not given. */
    static @Nullable String ofParameter(String name, Parameters parameters) {
        return parameters.has(name) ? checked(parameters.text(name, ""), parameters) : null;
    }

    private static String checked(String key, Parameters parameters) {
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            parameters.fault("a series key has at most " + MAX_BYTES + " bytes: found " + bytes);
        }
        return key;
    }

    /** The text that stands for a place. */
    static String cursor(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /** The place that the parameter {@code cursor} stands for; {@code null} where it is not given. */
    static @Nullable String place(Parameters parameters) {
        if (!parameters.has("cursor")) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(parameters.text("cursor", ""));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException foreign) {
            parameters.fault("cursor must be the \"next\" of the page before");
            return null;
        }
    }
}
