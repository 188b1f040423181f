package io.steelyard.control.audit;

import io.steelyard.control.store.Store;
import io.steelyard.control.store.StoreUnavailableException;
import io.steelyard.control.store.WriteUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who wanted to change what. What is done is written down in the very unit that does it ({@link AuditedStore}): neither is
 * there without the other, whatever happens. What was refused changed nothing, so it is written a moment later, many
 * together, and when too much is refused at once only counted in the log. Of refused logins, which anybody can send, only so
 * many are written that they cannot push the rest out of the log.
 *
 * <p>Threading: a request is begun and ended on the thread that answers it, which is the one that writes for it. One
 * thread of its own writes what was refused.
 */
public final class AuditTrail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final int MOST_WAITING = 1_000;
    private static final int BATCH = 200;
    /** At once; and one more for each {@link #LOGIN_NANOS} that passes. */
    static final int MOST_REFUSED_LOGINS = 60;

    private static final long LOGIN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ThreadLocal<@Nullable Attempt> current = new ThreadLocal<>();
    private final BlockingQueue<AuditEntry> refused = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final Allowance refusedLogins;
    private final Store store;
    private final LongSupplier ticker;
    private final Thread writer = Thread.ofPlatform().name("audit").daemon().unstarted(this::writeRefused);

    /** @param store where refused ones are kept */
    public AuditTrail(Store store) {
        this(store, System::nanoTime);
    }

    AuditTrail(Store store, LongSupplier ticker) {
        this.store = store;
        this.ticker = ticker;
        this.refusedLogins = new Allowance(MOST_REFUSED_LOGINS, LOGIN_NANOS, ticker.getAsLong());
        writer.start();
    }

    /** This thread is about to do, or refuse, what the entry says. */
    public void begin(AuditEntry entry) {
        current.set(new Attempt(entry, false));
    }

    /** The same for a login. */
    public void beginLogin(AuditEntry entry) {
        current.set(new Attempt(entry, true));
    }

    /** It has been answered; nothing happens when none was begun. */
    public void end(int status) {
        @Nullable Attempt attempt = current.get();
        if (attempt == null) {
            return;
        }
        current.remove();
        if (status >= 400) {
            refused(attempt, status);
        } else if (!attempt.isWritten) {
            later(attempt.entry);
        }
    }

    /** What a unit of this thread has to write down besides what it does; the same body when there is nothing. */
    <R> R written(Store inner, Function<? super WriteUnit, R> body) {
        @Nullable Attempt attempt = current.get();
        if (attempt == null || attempt.isWritten) {
            return inner.write(body);
        }
        R result = inner.write(unit -> {
            R done = body.apply(unit);
            unit.append(attempt.entry);
            return done;
        });
        attempt.isWritten = true;
        return result;
    }

    private void refused(Attempt attempt, int status) {
        if (attempt.isLogin && !refusedLogins.tryTake(ticker.getAsLong())) {
            dropped.incrementAndGet();
        } else {
            later(attempt.entry.refused(status));
        }
    }

    private void later(AuditEntry entry) {
        if (!refused.offer(entry)) {
            dropped.incrementAndGet();
        }
    }

    private void writeRefused() {
        try {
            while (true) {
                List<AuditEntry> batch = new ArrayList<>(List.of(refused.take()));
                refused.drainTo(batch, BATCH - 1);
                write(batch);
            }
        } catch (InterruptedException ending) {
            LOG.trace("The audit trail ends", ending);
        }
    }

    private void write(List<AuditEntry> batch) {
        try {
            store.update(unit -> batch.forEach(unit::append));
            long lost = dropped.getAndSet(0);
            if (lost > 0) {
                LOG.warn("{} refused requests more than the audit log could take are not in it", lost);
            }
        } catch (StoreUnavailableException away) {
            LOG.warn("{} refused requests are not in the audit log: {}", batch.size(), away.getMessage());
        }
    }

    /** Writes what waits, and nothing more. */
    @Override
    public void close() {
        writer.interrupt();
        try {
            writer.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        List<AuditEntry> left = new ArrayList<>();
        refused.drainTo(left);
        if (!left.isEmpty()) {
            write(left);
        }
    }

    /** Used by one thread. */
    private static final class Attempt {
        private final AuditEntry entry;
        private final boolean isLogin;
        private boolean isWritten;

        Attempt(AuditEntry entry, boolean isLogin) {
            this.entry = entry;
            this.isLogin = isLogin;
        }
    }
}
