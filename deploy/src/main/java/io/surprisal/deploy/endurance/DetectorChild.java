package io.surprisal.deploy.endurance;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Main class of a detector's process: the command line as it is, that ends with the process that started it. The parent
 * holds the other end of standard input; when that closes, the parent is gone, however it went.
 */
final class DetectorChild {

    private DetectorChild() {}

    /**
     * Runs a command.
     *
     * @param arguments the command line's main class, and what is for it
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        InputStream parent = System.in;
        Thread watch = new Thread(() -> haltWithParent(parent), "parent-watch");
        watch.setDaemon(true);
        watch.start();
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void haltWithParent(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // The parent says nothing; only the end of the stream is news.
            }
        } catch (IOException closed) {
            // A broken pipe is an end as well.
        }
        Runtime.getRuntime().halt(1);
    }
}
