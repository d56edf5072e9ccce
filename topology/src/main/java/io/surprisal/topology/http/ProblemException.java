package io.surprisal.topology.http;

/** Ends the work on a request with a problem. Has no stack trace: it is an answer, not a fault of the program. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Ends it with this problem. */
    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** Ends it with a problem of one cause. */
    public ProblemException(ProblemKind kind, String detail) {
        this(Problem.of(kind, detail));
    }

    /** What went wrong. */
    public Problem problem() {
        return problem;
    }
}
