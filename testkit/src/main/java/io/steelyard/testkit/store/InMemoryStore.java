package io.steelyard.testkit.store;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.StoreUnavailableException;
import io.steelyard.control.store.WriteUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A store that keeps its promises but one: nothing survives the process. A unit works on a copy of everything, which
 * takes the original's place when the body returns.
 */
public final class InMemoryStore implements Store {
    private final ReentrantLock writing = new ReentrantLock();
    private final Ids ids = new Ids();
    private volatile Content content = new Content();
    private volatile boolean closed;

    @Override
    public <R> R read(Function<? super ReadUnit, R> body) {
        requireOpen();
        return body.apply(new InMemoryReadUnit(content));
    }

    @Override
    public <R> R write(Function<? super WriteUnit, R> body) {
        if (writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("a unit's body must use its unit, not begin another write");
        }
        writing.lock();
        try {
            requireOpen();
            Content copy = content.copy();
            R result = body.apply(new InMemoryWriteUnit(copy, ids));
            content = copy;
            return result;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public long epoch() {
        return 1;
    }

    /** Waits for a write under way. */
    @Override
    public void close() {
        writing.lock();
        try {
            closed = true;
        } finally {
            writing.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreUnavailableException("The store is closed.");
        }
    }
}
