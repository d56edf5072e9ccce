package io.surprisal.deploy.bench.kernel;

/** One LSTM layer of one series, in one of the ways to compute it; carries its own h and c on. */
interface LstmKernel extends AutoCloseable {

    /** Steps once for each input, in turns. */
    void steps(int count);

    /** h after the last step, [H]. */
    float[] hidden();

    @Override
    default void close() {}
}
