package io.steelyard.store;

import io.steelyard.control.store.StoreUnavailableException;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.store.table.IdSequences;
import io.steelyard.store.table.JooqWriteUnit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all units that wait, runs each within a savepoint of one transaction, commits once,
 * and only then answers their callers: the sync of the disk, which is nearly all of a write's cost, is shared.
 *
 * <p>Also a unit's exception is answered only after the commit, since the unit may have seen what others of its batch
 * wrote.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int LONGEST_BATCH = 128;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Session session;
    private final IdSequences ids;
    private final Duration patience;
    private final BlockingQueue<QueuedUnit<?>> queue;
    private final Thread thread =
            Thread.ofPlatform().name("store-writer").daemon().unstarted(this::work);
    private volatile boolean closed;

    /**
     * @param queueLength how many units may wait
     * @param patience how long a unit may wait for its turn
     */
    Writer(Session session, int queueLength, Duration patience) {
        this.session = session;
        this.ids = IdSequences.load(session.sql());
        this.patience = patience;
        this.queue = new ArrayBlockingQueue<>(queueLength);
        thread.start();
    }

    <R> R write(Function<? super WriteUnit, R> body) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException(
                    "a unit's body must use its unit; a write within a write would wait for itself");
        }
        QueuedUnit<R> unit = new QueuedUnit<>(body);
        enqueue(unit);
        // Closed in between: the writer may have looked into the queue for the last time.
        if (closed && unit.cancel()) {
            throw closedStore();
        }
        return unit.await(patience);
    }

    private void enqueue(QueuedUnit<?> unit) {
        if (closed) {
            throw closedStore();
        }
        try {
            if (!queue.offer(unit, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreUnavailableException("The store is busy: " + queue.size() + " changes wait already.");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("The wait for the store was interrupted.", stopping);
        }
    }

    /** How many units wait for their turn. */
    int waiting() {
        return queue.size();
    }

    private static StoreUnavailableException closedStore() {
        return new StoreUnavailableException("The store is closed.");
    }

    private void work() {
        while (!closed || !queue.isEmpty()) {
            try {
                commitTogether(nextBatch());
            } catch (InterruptedException stray) {
                LOG.warn("The store's writer was interrupted; it goes on until the store is closed");
            }
        }
    }

    private List<QueuedUnit<?>> nextBatch() throws InterruptedException {
        List<QueuedUnit<?>> batch = new ArrayList<>();
        batch.add(queue.take());
        queue.drainTo(batch, LONGEST_BATCH - 1);
        batch.removeIf(unit -> !unit.claim());
        return batch;
    }

    private void commitTogether(List<QueuedUnit<?>> batch) {
        try {
            session.beginWriting();
            batch.forEach(this::run);
            ids.save(session.sql());
            session.commit();
        } catch (Throwable failed) {
            rollBack();
            batch.forEach(unit -> unit.refuse(failed));
            LOG.error("The store could not keep {} changes: {}", batch.size(), failed.getMessage());
            LOG.debug("The store's failure", failed);
            return;
        }
        ids.saved();
        batch.forEach(QueuedUnit::answer);
    }

    private void run(QueuedUnit<?> unit) {
        session.savepoint();
        unit.run(new JooqWriteUnit(session.sql(), ids)).ifPresent(this::rollBackUnit);
        session.releaseSavepoint();
    }

    private void rollBackUnit(Throwable thrown) {
        try {
            session.rollbackToSavepoint();
        } catch (DataAccessException noSavepoint) {
            // SQLite has ended the whole transaction for the reason that the unit met.
            throw new DataAccessException(thrown.getMessage(), thrown);
        }
    }

    private void rollBack() {
        try {
            session.rollback();
        } catch (DataAccessException nothingToRollBack) {
            // SQLite ends a transaction by itself when the disk is full or fails.
            LOG.debug("There was nothing to roll back", nothingToRollBack);
        }
    }

    /** Ends after what was queued. */
    @Override
    public void close() {
        closed = true;
        // Wakes the thread; when the queue is full it is awake.
        boolean ignored = queue.offer(new QueuedUnit<>(unit -> Boolean.TRUE));
        try {
            thread.join(STOP_LIMIT);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        session.close();
    }
}
