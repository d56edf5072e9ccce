package io.surprisal.deploy.capacity;

import io.surprisal.model.ModelSpec;
import io.surprisal.model.series.SeriesStateLayout;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;

/**
 * What a deployment needs.
 *
 * <pre>
 *   state      bytes of the layout for F features
 *   disk       keys × (state + {@value #ENTRY_BYTES}) × {@value #DISK_FACTOR}     RocksDB: keys, indexes, levels not yet merged
 *   changelog  rate × (state + {@value #RECORD_BYTES}) × {@value #COMPRESSED_SHARE}         lz4; less where a series comes twice in a commit interval
 *   topic      keys × (state + {@value #RECORD_BYTES}) × {@value #COMPRESSED_SHARE} × 2     compaction keeps at most as much again as it needs
 *   off heap   rocksdb.memory.mb × instances + 1 MB × 2 stores × partitions
 *   cores      rate × CPU time of an observation / {@value #USED_SHARE}
 *   restore    keys × state / bytes restored per second, for all of it on one instance
 * </pre>
 *
 * @param stateBytes of a series
 * @param diskBytes of all series, on all instances together
 * @param changelogBytesPerSecond written to the changelog
 * @param topicBytes of the changelog on the broker, one replica
 * @param offHeapBytes of all instances together, with as many instances as cores
 * @param applicationCores busy at {@value #USED_SHARE}
 * @param brokerCores busy at {@value #USED_SHARE}
 * @param restoreSeconds of all states by one instance
 */
public record CapacityPlan(
        int stateBytes,
        double diskBytes,
        double changelogBytesPerSecond,
        double topicBytes,
        double offHeapBytes,
        double applicationCores,
        double brokerCores,
        double restoreSeconds) {

    private static final double ENTRY_BYTES = 40;
    private static final double DISK_FACTOR = 1.1;
    private static final double RECORD_BYTES = 30;
    private static final double COMPRESSED_SHARE = 0.5;
    /** How busy a core is to be. */
    public static final double USED_SHARE = 0.7;

    private static final double MICROS = 1e6;
    private static final double MEGABYTE = 1 << 20;
    private static final int ROCKSDB_MB = 256;
    private static final int STORES = 2;

    /** The plan by the reference machine's rates. */
    public static CapacityPlan of(Deployment deployment) {
        return of(deployment, Rates.REFERENCE);
    }

    /** The plan by these rates. */
    public static CapacityPlan of(Deployment deployment, Rates rates) {
        ModelSpec spec = ModelCodec.fromFile(BundledModel.load()).spec();
        int state = SeriesStateLayout.of(spec, deployment.features()).bytes();
        double written = (state + RECORD_BYTES) * COMPRESSED_SHARE;
        int further = deployment.features() - 1;
        double cores =
                deployment.rate() * (rates.eventMicros() + further * rates.featureMicros()) / MICROS / USED_SHARE;
        double one = SeriesStateLayout.of(spec, 1).bytes();
        double brokerCores = deployment.rate() * rates.brokerMicros() * state / one / MICROS / USED_SHARE;
        return new CapacityPlan(
                state,
                (double) deployment.keys() * (state + ENTRY_BYTES) * DISK_FACTOR,
                deployment.rate() * written,
                2.0 * deployment.keys() * written,
                MEGABYTE * (ROCKSDB_MB * Math.ceil(cores) + STORES * deployment.partitions()),
                cores,
                brokerCores,
                (double) deployment.keys() * state / rates.restoreBytesPerSecond());
    }
}
