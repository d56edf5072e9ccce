package io.surprisal.deploy.bench.topology;

import io.surprisal.deploy.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/** Main class of the broker's process: says where it listens, and ends when its standard input does. */
final class BrokerChild {

    private BrokerChild() {}

    /**
     * Runs a broker.
     *
     * @param arguments the directory of its logs
     */
    public static void main(String[] arguments) throws IOException {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]));
        System.out.println(BrokerProcess.LISTENS + broker.bootstrapServers());
        while (System.in.read() >= 0) {
            // The parent says nothing; only the end of the stream is news.
        }
        // Its data is deleted by the parent: nothing is worth an orderly end.
        Runtime.getRuntime().halt(0);
    }
}
