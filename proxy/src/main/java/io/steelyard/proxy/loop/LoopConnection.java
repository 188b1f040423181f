package io.steelyard.proxy.loop;

import org.jspecify.annotations.Nullable;

/**
 * Something on one event loop that lasts: a client's connection with its node's, or an idle connection to a node. Its
 * loop looks at it every {@link Loop#TICK}, so that time-outs cost no timer each. Every method is called on the loop's
 * thread.
 */
public abstract class LoopConnection {
    @Nullable
    LoopConnection previous;

    @Nullable
    LoopConnection next;

    boolean listed;

    /** Whether it is a client's: a process that drains waits for those alone. */
    protected boolean holdsClient() {
        return true;
    }

    /**
     * Whether the configuration no longer allows it: its balancer is deleted, its node disabled, its time to drain over.
     *
     * @param nanoTime the system's monotonic time
     */
    protected abstract boolean isRevoked(long nanoTime);

    /** Ends it at once. */
    protected abstract void cut();

    /**
     * Time went by.
     *
     * @param now {@link Loop#now()}
     */
    protected abstract void tick(long now);
}
