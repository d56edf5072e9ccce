package io.surprisal.deploy.soak;

/**
 * The detector at one moment.
 *
 * @param second since the steady part began
 * @param perSecond observations that it has committed since the sample before, a second
 * @param lag observations on the topic that it has not committed
 * @param residentMb of its process, as the operating system counts them
 * @param heapMb of objects after the last garbage collection of all
 * @param rocksDbMb block cache, memtables and table readers of all stores; 0 in the first minute, in which the detector does not tell
 * @param diskMb of its state directory
 * @param threads of its JVM
 * @param files that its process has open
 * @param versions of the model that have begun to judge
 */
record SoakSample(
        double second,
        double perSecond,
        double lag,
        double residentMb,
        double heapMb,
        double rocksDbMb,
        double diskMb,
        double threads,
        double files,
        double versions) {}
