package io.surprisal.deploy.endurance;

/** What can happen to detectors while they work. */
public enum Disturbance {
    /** {@code kill -9} of an instance, which comes back after a while: before or after another has taken over. */
    KILL("kill -9"),
    /** The same, and its disk is empty when it comes back. */
    LOSE_DISK("kill -9, disk lost"),
    /** Two instances are killed at once: nobody is left. */
    KILL_ALL("kill -9 of all"),
    /** An instance is stopped as an upgrade does it, and started again. */
    ROLL("stop and start"),
    /** Another instance joins for a while. */
    JOIN("another instance for a while"),
    /** A version is published, for events that are yet to come. */
    PUBLISH("publish weights"),
    /** The broker is stopped and started at once. */
    RESTART_BROKER("broker restarts"),
    /** The broker is away for a while. */
    BROKER_AWAY("broker away"),
    /** Nobody reaches the registry for a while, and an instance has to start. */
    REGISTRY_AWAY("registry away, kill -9"),
    /** Each request to the registry takes long, and an instance has to start. */
    REGISTRY_SLOW("registry slow, kill -9");

    private final String words;

    Disturbance(String words) {
        this.words = words;
    }

    /** What happens, for people. */
    public String words() {
        return words;
    }
}
