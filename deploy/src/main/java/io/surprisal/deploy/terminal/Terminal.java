package io.surprisal.deploy.terminal;

/** What the launcher found out about the terminal; Java itself cannot tell the two output streams apart. */
final class Terminal {

    private static final int DEFAULT_WIDTH = 80;

    private Terminal() {}

    /** Whether a person watches standard error. */
    static boolean watchesErrors() {
        return Boolean.getBoolean("surprisal.terminal.err");
    }

    /** Columns of the terminal. */
    static int width() {
        return Integer.getInteger("surprisal.terminal.width", DEFAULT_WIDTH);
    }
}
