package io.surprisal.deploy.demo;

import io.surprisal.deploy.fleet.Fleet;
import io.surprisal.deploy.fleet.FleetSeries;
import io.surprisal.trainer.data.SeriesCatalogue;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A fleet's history as CSV files, as the trainer reads them. */
final class FleetFiles {

    private FleetFiles() {}

    /** Writes the history of every series; the live part, with its incidents, is not in it. */
    static SeriesCatalogue write(Fleet fleet, Path folder) throws IOException {
        Path train = Files.createDirectories(folder.resolve("train"));
        // A folder with test is one whose train parts are history; there is nothing to judge in it.
        Files.createDirectories(folder.resolve("test"));
        for (FleetSeries series : fleet.series()) {
            try (BufferedWriter writer = Files.newBufferedWriter(train.resolve(series.key() + ".csv"))) {
                writer.write("timestamp,value\n");
                for (int row = 0; row < fleet.clock().historyRows(); row++) {
                    writer.write(fleet.clock().eventTimeMs(row) + "," + series.value(row) + "\n");
                }
            }
        }
        return SeriesCatalogue.open(folder);
    }
}
