package io.surprisal.deploy.capacity;

/**
 * A deployment to plan for, with the model that ships.
 *
 * @param keys series
 * @param rate observations per second, of all series together
 * @param features of each observation
 * @param partitions of the input
 */
public record Deployment(long keys, double rate, int features, int partitions) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one of them makes no sense
     */
    public Deployment {
        require("keys", (double) keys, 1, 1e12);
        require("rate", rate, 1e-6, 1e12);
        require("features", features, 1, 1024);
        require("partitions", partitions, 1, 1e6);
    }

    private static void require(String name, double found, double least, double most) {
        if (!(found >= least && found <= most)) {
            throw new IllegalArgumentException(
                    "%s must be %.10g to %.10g: %s=%.10g".formatted(name, least, most, name, found));
        }
    }
}
