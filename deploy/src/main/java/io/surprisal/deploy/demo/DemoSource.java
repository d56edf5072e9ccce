package io.surprisal.deploy.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a demo's series come from. */
public sealed interface DemoSource {

    /**
     * A made-up fleet.
     *
     * @param series how many
     * @param seed of everything that is random in it
     * @param duration length of the live part, in event time
     */
    record MadeUp(int series, long seed, Duration duration) implements DemoSource {}

    /** Real series in CSV files. */
    final class Folder implements DemoSource {

        private final Path data;
        private final @Nullable Path out;

        /**
         * The series of a folder.
         *
         * @param data where they are
         * @param out where their scores go, null for nowhere
         */
        public Folder(Path data, @Nullable Path out) {
            this.data = data;
            this.out = out;
        }

        /** Where the series are. */
        Path data() {
            return data;
        }

        /** Where their scores go. */
        Optional<Path> out() {
            return Optional.ofNullable(out);
        }
    }
}
