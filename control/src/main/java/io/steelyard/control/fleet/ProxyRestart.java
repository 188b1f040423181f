package io.steelyard.control.fleet;

/** Has a new process take the place of the one that carries the traffic, with no client seeing it. */
public interface ProxyRestart {
    /** What came of it. */
    sealed interface Outcome {}

    /**
     * The new process serves; the one before it ends when its connections do.
     *
     * @param pid of the new process
     * @param before of the one before it
     */
    record Restarted(long pid, long before) implements Outcome {}

    /**
     * The process that served goes on.
     *
     * @param reason one sentence for the operator
     */
    record Refused(String reason) implements Outcome {}

    /** Waits until it is known what came of it; 20 s at most. */
    Outcome restart();
}
