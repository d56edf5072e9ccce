package io.surprisal.deploy.bench.topology;

import io.surprisal.deploy.bench.timing.CpuSample;
import io.surprisal.deploy.bench.timing.ThreadKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a number of events cost.
 *
 * @param app CPU time of this process without the JIT compilers', microseconds each event
 * @param broker the same of the broker's process
 * @param byKind of {@code app}, that of each kind of thread
 * @param eventsPerSecond by the wall clock
 */
record Cost(double app, double broker, Map<ThreadKind, Double> byKind, double eventsPerSecond) {

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Lets an application process events that wait in its topic already. */
    static Cost of(BenchApp app, int events, long brokerPid) throws InterruptedException {
        app.pause();
        app.produce(events);
        CpuSample brokerBefore = CpuSample.of(brokerPid);
        CpuSample before = CpuSample.own();
        long begun = System.nanoTime();
        app.resume();
        app.awaitProcessed();
        double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
        app.awaitCommitted();
        CpuSample after = CpuSample.own();
        CpuSample brokerAfter = CpuSample.of(brokerPid);
        double each = NANOS_PER_MICRO * events;
        Map<ThreadKind, Double> byKind = new EnumMap<>(ThreadKind.class);
        for (ThreadKind kind : ThreadKind.values()) {
            byKind.put(kind, after.since(before, kind) / each);
        }
        return new Cost(after.since(before) / each, brokerAfter.since(brokerBefore) / each, byKind, events / seconds);
    }

    /** CPU time of app and broker together. */
    double all() {
        return app + broker;
    }
}
