package io.surprisal.deploy.cli;

import io.surprisal.deploy.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code demo}: everything at once on this machine. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Shows it at work: broker, registry, topics, model, detector and a live stream with known incidents.")
final class DemoCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        return Demo.run();
    }
}
