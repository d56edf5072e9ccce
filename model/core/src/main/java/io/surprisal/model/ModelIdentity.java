package io.surprisal.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which model it is: what people call it, and the hash by which everything that was computed with it is stamped.
 *
 * @param name 1 to 128 letters, digits, dots, dashes and underscores
 * @param version of the same form, unique under the name
 * @param sha256 hash of the weights, 64 lower-case hexadecimal digits; it covers the calibration too
 * @param parentSha256 hash of the model whose training this one continued
 */
public record ModelIdentity(String name, String version, String sha256, Optional<String> parentSha256) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** Checks the form of all parts. */
    public ModelIdentity {
        requireName("name", name);
        requireName("version", version);
        requireHash("sha256", sha256);
        parentSha256.ifPresent(hash -> requireHash("parentSha256", hash));
    }

    private static void requireName(String what, String found) {
        if (!NAME.matcher(found).matches()) {
            throw new InvalidModelException("model " + what
                    + " must be 1 to 128 letters, digits, dots, dashes and underscores: " + what + "=" + found);
        }
    }

    private static void requireHash(String what, String found) {
        if (!HASH.matcher(found).matches()) {
            throw new InvalidModelException(
                    "model " + what + " must be 64 lower-case hexadecimal digits: " + what + "=" + found);
        }
    }
}
