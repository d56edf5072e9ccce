package io.surprisal.topology.api;

import io.surprisal.model.series.SeriesState;
import io.surprisal.topology.detect.Nodes;
import io.surprisal.topology.http.Answer;
import io.surprisal.topology.http.Parameters;
import io.surprisal.topology.http.ProblemException;
import io.surprisal.topology.http.ProblemKind;
import io.surprisal.topology.view.HistoryRow;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.WindowKeyQuery;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a series that are kept to be looked at. Thread-safe. */
final class SeriesHistories {

    private static final int USUAL_POINTS = 1_500;
    private static final int LEAST_POINTS = 10;
    private static final int MOST_POINTS = 20_000;

    /**
     * What is wished.
     *
     * @param from first event time, milliseconds since 1970; {@code null}: as long ago as is kept
     * @param to last event time, likewise; {@code null}: of the last row
     * @param points how many rows at about the most
     */
    record Wish(@Nullable Long from, @Nullable Long to, int points) {

        static Wish of(Parameters parameters) {
            int points = parameters.integer("points", USUAL_POINTS, LEAST_POINTS, MOST_POINTS);
            return new Wish(moment("from", parameters), moment("to", parameters), points);
        }

        private static @Nullable Long moment(String name, Parameters parameters) {
            if (!parameters.has(name)) {
                return null;
            }
            String text = parameters.text(name, "");
            try {
                return Instant.parse(text).toEpochMilli();
            } catch (DateTimeException | ArithmeticException malformed) {
                parameters.fault(name + " must be a moment such as 2026-11-27T23:50:00Z");
                return null;
            }
        }
    }

    private final KafkaStreams streams;
    private final StateModels models;
    private final Duration retention;

    /**
     * The histories of an application.
     *
     * @param retention zero where none is kept
     */
    SeriesHistories(KafkaStreams streams, StateModels models, Duration retention) {
        this.streams = streams;
        this.models = models;
        this.retention = retention;
    }

    /** The rows of a series that is here. */
    Answer history(String key, @Nullable String instance, SeriesState state, Wish wish) {
        if (retention.isZero()) {
            throw new ProblemException(
                    ProblemKind.NOT_COMPUTABLE,
                    "no history is kept: history.retention says how long it is to be, such as 7d");
        }
        long last = state.header().lastEventTimeMs();
        long to = wish.to() == null ? last : wish.to();
        long from = Math.max(0, wish.from() == null ? to - retention.toMillis() : wish.from());
        HistoryReduction reduction = new HistoryReduction(from, to, wish.points());
        if (from <= to) {
            read(key, from, to, reduction);
        }
        return Answer.json(HistoryDocument.of(key, instance, retention, reduction, models));
    }

    private void read(String key, long from, long to, HistoryReduction into) {
        WindowKeyQuery<String, byte[]> query =
                WindowKeyQuery.withKeyAndWindowStartRange(key, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
        boolean read = false;
        try {
            for (QueryResult<WindowStoreIterator<byte[]>> result : streams.query(
                            StateQueryRequest.inStore(Nodes.SCORE_HISTORY)
                                    .withQuery(query)
                                    .requireActive())
                    .getPartitionResults()
                    .values()) {
                if (result.isSuccess()) {
                    read = true;
                    try (WindowStoreIterator<byte[]> rows = result.getResult()) {
                        rows.forEachRemaining(row -> into.add(row.key, HistoryRow.of(row.value)));
                    }
                }
            }
        } catch (InvalidStateStoreException | IllegalStateException moved) {
            throw moving(Optional.of(moved));
        }
        if (!read) {
            throw moving(Optional.empty());
        }
    }

    private static ProblemException moving(Optional<RuntimeException> cause) {
        return new ProblemException(
                ProblemKind.UNAVAILABLE,
                "the stores are being restored or moved"
                        + cause.map(each -> ": " + each.getMessage()).orElse(""));
    }
}
