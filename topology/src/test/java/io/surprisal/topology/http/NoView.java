package io.surprisal.topology.http;

/** Nothing to see but that all is well. */
final class NoView implements AppServer.View {

    @Override
    public Health live() {
        return new Health(true, "running");
    }

    @Override
    public Health ready() {
        return new Health(true, "running");
    }

    @Override
    public String metrics() {
        return "";
    }
}
