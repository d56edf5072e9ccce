package io.surprisal.model.detect;

import io.surprisal.model.series.SeriesStateLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the golden states of the present format version into a folder, for a new version of the format: those of a version
 * that has been released are never written again. Prints the digests of the states and of the scores.
 */
final class GoldenStateWriter {

    private GoldenStateWriter() {}

    public static void main(String[] arguments) throws IOException {
        for (int features : new int[] {1, 3}) {
            String name = "series-state-v" + SeriesStateLayout.FORMAT_VERSION + "-" + features + ".bin";
            byte[] state = GoldenStateTest.run(features).bytes();
            Files.write(Path.of(arguments[0], name), state);
            System.out.println(features + " " + GoldenStateTest.sha256(state));
        }
        System.out.println(GoldenStateTest.digestOfScores());
    }
}
