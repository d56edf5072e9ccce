package io.surprisal.deploy.endurance;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

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
    /** All instances are stopped, and another build with the next version of the state format takes their place: from changelogs of the older one. */
    UPGRADE("upgrade from the state format before"),
    /** The disk of an instance is full while it works, when it is stopped, and when it is started. */
    FULL_DISK("disk full, stop and start"),
    /** Another instance joins for a while. */
    JOIN("another instance for a while"),
    /** A version is published, for events that are yet to come. */
    PUBLISH("publish weights"),
    /** Weights are published that are damaged, and a manifest whose hash is not theirs. */
    BAD_WEIGHTS("publish broken weights"),
    /** Two publish different versions at the same time. */
    RIVAL_PUBLISHERS("two publish at once"),
    /** What no alias names is removed from the models topic while an instance starts. */
    TOMBSTONES("tombstones, kill -9"),
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

    /** Those that can be had on this machine: to fill a disk takes the right to mount one. */
    public static Set<Disturbance> possible() throws IOException, InterruptedException {
        EnumSet<Disturbance> possible = EnumSet.allOf(Disturbance.class);
        if (!BoundedDisk.isPossible()) {
            possible.remove(FULL_DISK);
        }
        return possible;
    }

    /** What happens, for people. */
    public String words() {
        return words;
    }
}
