package io.surprisal.deploy.demo;

/** The demo from start to end. */
public final class Demo {
    private Demo() {}

    /** The demo from start to end. */
    public static int run() throws Exception {
        try (DemoCluster cluster = DemoCluster.start()) {
            System.out.println(cluster.bootstrapServers() + " " + cluster.schemaRegistryUrl());
        }
        return 0;
    }
}
