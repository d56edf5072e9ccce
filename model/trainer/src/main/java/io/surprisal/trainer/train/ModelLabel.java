package io.surprisal.trainer.train;

import java.time.Instant;

/**
 * What is written on a trained model and does not change its weights.
 *
 * @param name of the model
 * @param version of it; empty: the first 12 digits of the weights' hash
 * @param command that makes it again, for the provenance; may be empty
 * @param who trained it; may be empty
 * @param when it was trained
 */
public record ModelLabel(String name, String version, String command, String who, Instant when) {

    private static final int HASH_DIGITS = 12;

    /** The version, given the hash of the weights. */
    public String versionOf(String sha256) {
        return version.isEmpty() ? versionFrom(sha256) : version;
    }

    /** The version of weights that nobody has given one. */
    static String versionFrom(String sha256) {
        return sha256.substring(0, HASH_DIGITS);
    }
}
