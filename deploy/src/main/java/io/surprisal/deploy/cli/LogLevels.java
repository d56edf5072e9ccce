package io.surprisal.deploy.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/**
 * Chooses the log's levels before the first logger is made: a command says what it does itself, so its log is quiet;
 * {@code detect} runs for months, so its log tells each change of state.
 */
final class LogLevels {

    private static final String OWN = "surprisal.log.level";
    private static final String LIBRARIES = "surprisal.log.libraries";

    private LogLevels() {}

    static void choose(boolean verbose, ParseResult parsed) {
        @Nullable String wished = System.getenv("SURPRISAL_LOG_LEVEL");
        if (wished != null && !wished.isBlank()) {
            set(wished.toUpperCase(Locale.ROOT), wished.toUpperCase(Locale.ROOT));
        } else if (verbose || Failures.debugging()) {
            set("DEBUG", "INFO");
        } else if (parsed.hasSubcommand()
                && parsed.subcommand().commandSpec().name().equals("detect")) {
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
