package io.steelyard.control.event;

import io.steelyard.control.identity.Caller;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account's events as they come. Who waits for one holds no thread: a few times each second one question to the store
 * finds whether there is any, while somebody waits or something is to be delivered.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class EventFeed implements AutoCloseable {
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    /** Waiting at once. */
    static final int MOST_OF_ALL = 1_000;

    static final int MOST_OF_AN_ACCOUNT = 10;
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
    private static final long PERIOD_MILLIS = 250;
    private static final Duration LATER = Duration.ofSeconds(1);

    private final Store store;
    private final Runnable deliveries;
    private volatile boolean closed;
    private final Map<Waiter, Boolean> waiters = new ConcurrentHashMap<>();
    private final ExecutorService answers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("event-feed-", 0).factory());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("events").daemon().factory());

    /** @param deliveries begins what is to be delivered; called often, never waits */
    public EventFeed(Store store, Runnable deliveries) {
        this.store = store;
        this.deliveries = deliveries;
    }

    public void start() {
        timer.scheduleWithFixedDelay(this::tryToLook, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The last event there is, which is where to begin when nothing was read before. */
    public long last() {
        return store.<Long>read(ReadUnit::lastEventId);
    }

    /**
     * Answers with an account's events after one, as soon as there are any, or with none when the wait is over.
     *
     * @param since the id of the last event that was read, 0 for none
     * @param limit how many at most
     * @param wait 0 or more
     * @throws RefusedException with Unavailable when too many wait already
     */
    public void after(Caller caller, long since, int limit, Duration wait, Consumer<List<RecordedEvent>> answer) {
        List<RecordedEvent> there = read(caller.tenant(), since, limit);
        if (!there.isEmpty() || wait.isZero() || closed) {
            answer.accept(there);
            return;
        }
        requireRoom(caller.tenant());
        Waiter waiter = new Waiter(caller.tenant(), since, limit, System.nanoTime() + wait.toNanos(), answer);
        waiters.put(waiter, Boolean.TRUE);
        if (closed && waiters.remove(waiter) != null) {
            answer.accept(List.of());
        }
    }

    private void requireRoom(TenantId tenant) {
        long own = waiters.keySet().stream()
                .filter(waiter -> waiter.tenant().equals(tenant))
                .count();
        if (own >= MOST_OF_AN_ACCOUNT || waiters.size() >= MOST_OF_ALL) {
            throw new RefusedException(new Refusal.Unavailable(LATER));
        }
    }

    private List<RecordedEvent> read(TenantId tenant, long since, int limit) {
        return store.read(unit -> unit.eventsAfter(tenant, since, limit));
    }

    private void tryToLook() {
        try {
            deliveries.run();
            look();
        } catch (RuntimeException away) {
            LOG.debug("The store is away: {}", away.getMessage());
        }
    }

    private void look() {
        long last = waiters.isEmpty() ? 0 : last();
        for (Waiter waiter : List.copyOf(waiters.keySet())) {
            List<RecordedEvent> events =
                    waiter.since() < last ? read(waiter.tenant(), waiter.since(), waiter.limit()) : List.of();
            if ((!events.isEmpty() || waiter.isOver()) && waiters.remove(waiter) != null) {
                answers.execute(() -> waiter.answer().accept(events));
            }
        }
    }

    /** Answers all who wait. Close it before what takes their requests, which would wait for them. */
    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        timer.close();
        for (Waiter waiter : List.copyOf(waiters.keySet())) {
            if (waiters.remove(waiter) != null) {
                answers.execute(() -> waiter.answer().accept(List.of()));
            }
        }
        answers.close();
    }

    private record Waiter(TenantId tenant, long since, int limit, long deadline, Consumer<List<RecordedEvent>> answer) {
        boolean isOver() {
            return System.nanoTime() - deadline >= 0;
        }
    }
}
