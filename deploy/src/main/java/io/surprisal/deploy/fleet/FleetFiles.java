package io.surprisal.deploy.fleet;

import io.surprisal.trainer.data.SeriesCatalogue;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A fleet as CSV files, as the trainer reads them. */
public final class FleetFiles {

    private FleetFiles() {}

    /** Writes the history of every series; the live part, with its incidents, is not in it. */
    public static SeriesCatalogue writeHistory(Fleet fleet, Path folder) throws IOException {
        // A folder with test is one whose train parts are history; there is nothing to judge in it.
        Files.createDirectories(folder.resolve("test"));
        write(fleet, 0, fleet.clock().historyRows(), folder.resolve("train"));
        return SeriesCatalogue.open(folder);
    }

    /** Writes the history to {@code train}, the live part to {@code test}, and its incidents to {@code labels.csv}. */
    public static void writeAll(Fleet fleet, Path folder) throws IOException {
        write(fleet, 0, fleet.clock().historyRows(), folder.resolve("train"));
        write(fleet, fleet.clock().historyRows(), fleet.clock().rows(), folder.resolve("test"));
        try (BufferedWriter labels = Files.newBufferedWriter(folder.resolve("labels.csv"))) {
            labels.write("key,start,end\n");
            for (Incident incident : fleet.incidents()) {
                labels.write(incident.series() + "," + time(fleet, incident.from()) + ","
                        + time(fleet, incident.to() - 1) + "\n");
            }
        }
    }

    private static void write(Fleet fleet, int from, int to, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (FleetSeries series : fleet.series()) {
            try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve(series.key() + ".csv"))) {
                writer.write("timestamp,value\n");
                for (int row = from; row < to; row++) {
                    writer.write(time(fleet, row) + "," + series.value(row) + "\n");
                }
            }
        }
    }

    private static Instant time(Fleet fleet, int row) {
        return Instant.ofEpochMilli(fleet.clock().eventTimeMs(row));
    }
}
