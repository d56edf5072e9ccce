package io.surprisal.deploy.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the log's levels before the first logger is made: a command says what it does itself, so its log is quiet;
 * {@code detect} runs for months, so its log tells each change of state.
 */
final class LogLevels {

    private static final String OWN = "surprisal.log.level";
    private static final String LIBRARIES = "surprisal.log.libraries";

    private LogLevels() {}

    /**
     * Chooses them by the arguments as they are: parsing them would touch commands whose types make loggers.
     *
     * @param arguments the whole command line
     */
    static void choose(String... arguments) {
        List<String> given = Arrays.asList(arguments);
        Optional<String> command =
                given.stream().filter(argument -> !argument.startsWith("-")).findFirst();
        boolean verbose = given.contains("--verbose") || given.contains("-v");
        @Nullable String wished = System.getenv("SURPRISAL_LOG_LEVEL");
        if (wished != null && !wished.isBlank()) {
            set(wished.toUpperCase(Locale.ROOT), wished.toUpperCase(Locale.ROOT));
        } else if (verbose || Failures.debugging()) {
            set("DEBUG", "INFO");
        } else if (command.filter("detect"::equals).isPresent()) {
            set("INFO", "WARN");
        }
    }

    private static void set(String own, String libraries) {
        setUnlessGiven(OWN, own);
        setUnlessGiven(LIBRARIES, libraries);
    }

    private static void setUnlessGiven(String property, String level) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, level);
        }
    }
}
