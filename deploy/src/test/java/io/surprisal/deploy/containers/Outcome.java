package io.surprisal.deploy.containers;

/**
 * How a command ended.
 *
 * @param exitCode 0 done, 1 failed, 2 wrong use or configuration
 * @param output what it printed, to both streams
 */
record Outcome(int exitCode, String output) {

    /** What it printed, if it ended well. */
    String orThrow() {
        if (exitCode != 0) {
            throw new IllegalStateException("exit code " + exitCode + ": " + output);
        }
        return output;
    }
}
