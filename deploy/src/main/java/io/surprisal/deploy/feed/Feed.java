package io.surprisal.deploy.feed;

import java.util.List;
import java.util.Optional;

/** Rows of several series as one stream: each series in its own order, the series interleaved by event time. */
public interface Feed extends AutoCloseable {

    /** Names of the scored values, the first of each row. */
    List<String> features();

    /** Names of the values that are only read, the last of each row. */
    List<String> covariates();

    /** The series keys, by position. */
    List<String> keys();

    /** The next row; empty at the end. */
    Optional<FeedRow> next();

    /** About how far the feed is, 0 to 1. */
    double progress();

    @Override
    void close();
}
