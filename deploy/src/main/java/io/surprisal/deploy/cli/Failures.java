package io.surprisal.deploy.cli;

import io.surprisal.topology.settings.ConfigurationException;
import java.io.FileNotFoundException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user reads when a command fails: one line, the stack trace only when asked for. */
final class Failures {

    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private Failures() {}

    /** Whether {@code SURPRISAL_DEBUG} asks for stack traces. */
    static boolean debugging() {
        @Nullable String debug = System.getenv("SURPRISAL_DEBUG");
        return debug != null && !debug.isBlank() && !debug.equals("0");
    }

    /** Reports options that cannot be understood. */
    static int wrongUse(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("surprisal: " + e.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            String name = line.getCommandSpec().qualifiedName();
            err.println("Try '" + name + " --help'.");
        }
        err.flush();
        return WRONG_USE;
    }

    /** Reports a command that failed while it ran. */
    static int report(Exception e, CommandLine line, boolean verbose) {
        Throwable cause = unwrapped(e);
        PrintWriter err = line.getErr();
        text(cause).lines().forEach(each -> err.println("surprisal: " + each));
        if (verbose || debugging()) {
            e.printStackTrace(err);
        }
        err.flush();
        return cause instanceof ConfigurationException ? WRONG_USE : FAILED;
    }

    private static Throwable unwrapped(Throwable e) {
        Throwable cause = e.getCause();
        boolean envelope = e instanceof ExecutionException
                || e instanceof CompletionException
                || e instanceof UncheckedIOException;
        return envelope && cause != null ? unwrapped(cause) : e;
    }

    /** One line that says what was tried and, where it is known, what to do. */
    static String text(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return "no such file: " + message;
        }
        if (e instanceof AccessDeniedException) {
            return "no permission for " + message;
        }
        if (e instanceof UnknownTopicOrPartitionException) {
            return message + "; 'surprisal setup' creates the topics";
        }
        if (e instanceof AuthenticationException || e instanceof AuthorizationException) {
            return "the broker refuses: " + message
                    + "; give the client's credentials, as kafka.* settings in --config";
        }
        if (e instanceof TimeoutException) {
            return "no answer from Kafka: " + message + "; check --bootstrap-servers and that it runs";
        }
        return e instanceof RuntimeException && e.getMessage() == null ? e.toString() : message;
    }
}
