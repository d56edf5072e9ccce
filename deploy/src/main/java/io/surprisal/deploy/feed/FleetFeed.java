package io.surprisal.deploy.feed;

import io.surprisal.deploy.fleet.Fleet;
import io.surprisal.deploy.fleet.FleetSeries;
import java.util.List;
import java.util.Optional;

/** A stretch of a fleet's rows: all series at one event time, then all at the next. */
public final class FleetFeed implements Feed {

    /** The one value that a series of a fleet has. */
    private static final String FEATURE = "value";

    private final Fleet fleet;
    private final int from;
    private final int to;
    private int row;
    private int series;

    private FleetFeed(Fleet fleet, int from, int to) {
        this.fleet = fleet;
        this.from = from;
        this.to = to;
        this.row = from;
    }

    /** What comes before the live part. */
    public static FleetFeed history(Fleet fleet) {
        return new FleetFeed(fleet, 0, fleet.clock().historyRows());
    }

    /** The part with the incidents. */
    public static FleetFeed live(Fleet fleet) {
        return new FleetFeed(fleet, fleet.clock().historyRows(), fleet.clock().rows());
    }

    @Override
    public List<String> features() {
        return List.of(FEATURE);
    }

    @Override
    public List<String> covariates() {
        return List.of();
    }

    @Override
    public List<String> keys() {
        return fleet.series().stream().map(FleetSeries::key).toList();
    }

    @Override
    public Optional<FeedRow> next() {
        if (row == to) {
            return Optional.empty();
        }
        FleetSeries current = fleet.series().get(series);
        FeedRow next = new FeedRow(
                series,
                current.key(),
                fleet.clock().eventTimeMs(row),
                new double[] {current.value(row)},
                row < fleet.clock().historyRows());
        series++;
        if (series == fleet.series().size()) {
            series = 0;
            row++;
        }
        return Optional.of(next);
    }

    @Override
    public double progress() {
        return (double) (row - from) / Math.max(1, to - from);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
