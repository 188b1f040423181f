package io.steelyard.proxy.transport.ring;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The pipes of one event loop, whose thread alone uses them. One is taken when octets have come and given back when they have
 * left, so that a connection that waits has none. Empty ones are kept for the next.
 */
final class Pipes implements AutoCloseable {
    private final int most;
    private final Deque<Pipe> empty = new ArrayDeque<>();
    private int open;
    private boolean refused;
    private boolean closed;

    /** @param most how many there may be at once; 0 for none */
    Pipes(int most) {
        this.most = most;
    }

    /** Whether there are any at all. */
    boolean exist() {
        return most > 0 && !refused;
    }

    /** An empty one; null when all are in use, or the system gives none. */
    @Nullable
    Pipe take() {
        Pipe waiting = empty.poll();
        return waiting == null && open < most && !refused ? opened() : waiting;
    }

    /** The system is asked again only when it may have changed its mind: when another pipe was closed. */
    private @Nullable Pipe opened() {
        Pipe fresh = Pipe.open();
        if (fresh == null) {
            refused = true;
        } else {
            open++;
        }
        return fresh;
    }

    /** @param isEmpty else it cannot be used again */
    void giveBack(Pipe pipe, boolean isEmpty) {
        if (isEmpty && !closed) {
            empty.push(pipe);
        } else {
            pipe.close();
            open--;
            refused = false;
        }
    }

    /** Those in use are closed when they come back. */
    @Override
    public void close() {
        closed = true;
        empty.forEach(Pipe::close);
        empty.clear();
    }
}
