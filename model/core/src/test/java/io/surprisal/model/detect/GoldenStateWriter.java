package io.surprisal.model.detect;

import io.surprisal.model.series.SeriesStateLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the golden states of the present format version into a folder and prints the digest of the scores, for a new version
 * of the format: those of a released version are never written again.
 */
final class GoldenStateWriter {

    private GoldenStateWriter() {}

    public static void main(String[] arguments) throws IOException {
        for (int features : new int[] {1, 3}) {
            String name = "series-state-v" + SeriesStateLayout.FORMAT_VERSION + "-" + features + ".bin";
            Files.write(
                    Path.of(arguments[0], name), GoldenStateTest.run(features).bytes());
        }
        System.out.println(GoldenStateTest.digestOfScores());
    }
}
