package io.surprisal.trainer;

/** Is told how far long work has come; whoever draws it decides how. Calls may come from several threads at once. */
public interface Progress {

    /** Draws nothing. */
    Progress NONE = new Progress() {
        @Override
        public void begin(String what, long total) {}

        @Override
        public void advance(long units) {}

        @Override
        public void end(String outcome) {}
    };

    /**
     * A piece of work begins; the one before it has ended.
     *
     * @param what the work in a few words, for instance "scoring 29 series"
     * @param total units of work in it, at least 1
     */
    void begin(String what, long total);

    /** Some more of the work is done. */
    void advance(long units);

    /**
     * The work is done.
     *
     * @param outcome what came of it in a few words
     */
    void end(String outcome);
}
