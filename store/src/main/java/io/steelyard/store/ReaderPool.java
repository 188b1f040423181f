package io.steelyard.store;

import io.steelyard.control.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;

/** A few connections for reading, opened as they are needed and lent to one thread at a time. */
final class ReaderPool implements AutoCloseable {
    private final Supplier<Session> source;
    private final int size;
    private final Duration patience;
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /**
     * @param size how many connections at most
     * @param patience how long a reader waits for one
     */
    ReaderPool(Supplier<Session> source, int size, Duration patience) {
        this.source = source;
        this.size = size;
        this.patience = patience;
        this.permits = new Semaphore(size, true);
    }

    /**
     * Runs the body with a connection of its own.
     *
     * @throws StoreUnavailableException when none becomes free in time, or it fails
     */
    <R> R lend(Function<? super Session, R> body) {
        await();
        try {
            return use(body);
        } catch (DataAccessException failed) {
            throw new StoreUnavailableException("The store cannot be read: " + failed.getMessage(), failed);
        } finally {
            permits.release();
        }
    }

    private <R> R use(Function<? super Session, R> body) {
        if (closed) {
            throw new StoreUnavailableException("The store is closed.");
        }
        Session pooled = idle.pollFirst();
        Session session = pooled == null ? source.get() : pooled;
        boolean usable = false;
        try {
            session.beginReading();
            try {
                return body.apply(session);
            } finally {
                session.rollback();
                usable = true;
            }
        } finally {
            giveBack(session, usable);
        }
    }

    private void giveBack(Session session, boolean usable) {
        if (usable && !closed) {
            idle.addFirst(session);
        } else {
            session.close();
        }
    }

    private void await() {
        try {
            if (!permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreUnavailableException("The store is busy: no reader became free in " + patience + ".");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("The wait for a reader was interrupted.", stopping);
        }
    }

    /** Waits a limited time for readers to end; one that takes longer closes its connection itself. */
    @Override
    public void close() {
        closed = true;
        try {
            if (permits.tryAcquire(size, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                permits.release(size);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        for (Session session = idle.poll(); session != null; session = idle.poll()) {
            session.close();
        }
    }
}
