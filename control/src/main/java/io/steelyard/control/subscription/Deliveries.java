package io.steelyard.control.subscription;

import io.steelyard.control.event.Event;
import io.steelyard.control.event.RecordedEvent;
import io.steelyard.control.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends every event to the active subscriptions of its account, at least once and in order. How far a subscription has come
 * is kept only when a delivery was received, so a crash in between repeats it. A subscription has at most one delivery under
 * way, and waits longer after each failure; after the last attempt it is given up, and an event says so.
 */
public final class Deliveries implements AutoCloseable {
    static final int MOST_ATTEMPTS = 30;
    static final int MOST_EVENTS_BEHIND = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int EVENTS_EACH = 50;
    private static final int MOST_UNDER_WAY = 64;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final Store store;
    private final InstantSource clock;
    private final Courier courier;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("delivery-", 0).factory());
    private final Semaphore free = new Semaphore(MOST_UNDER_WAY);
    private final Map<SubscriptionId, Boolean> underWay = new ConcurrentHashMap<>();
    /** Up to which event there is nothing for a subscription: others' events are looked at once. */
    private final Map<SubscriptionId, Long> lookedAt = new ConcurrentHashMap<>();

    public Deliveries(Store store, InstantSource clock, Courier courier) {
        this.store = store;
        this.clock = clock;
        this.courier = courier;
    }

    /** Begins what is due. Never waits. */
    public void look() {
        long last = store.<Long>read(unit -> unit.lastEventId());
        List<Subscription> active = store.read(unit -> unit.activeSubscriptions());
        lookedAt.keySet()
                .removeIf(id -> active.stream().noneMatch(each -> each.id().equals(id)));
        active.stream()
                .filter(each -> Math.max(each.cursor(), lookedAt.getOrDefault(each.id(), 0L)) < last)
                .filter(each -> !each.due().isAfter(clock.instant()))
                .forEach(each -> begin(each, last));
    }

    private void begin(Subscription subscription, long last) {
        if (underWay.containsKey(subscription.id()) || !free.tryAcquire()) {
            return;
        }
        underWay.put(subscription.id(), true);
        threads.execute(() -> {
            try {
                deliver(subscription, last);
            } catch (RuntimeException failed) {
                LOG.warn("Events for subscription {} wait: {}", subscription.id(), failed.getMessage());
            } finally {
                underWay.remove(subscription.id());
                free.release();
            }
        });
    }

    void deliver(Subscription subscription, long last) {
        List<RecordedEvent> events =
                store.read(unit -> unit.eventsAfter(subscription.tenant(), subscription.cursor(), EVENTS_EACH));
        if (events.isEmpty()) {
            lookedAt.put(subscription.id(), last);
            return;
        }
        try {
            courier.deliver(subscription, events);
            replace(subscription, subscription.received(events.getLast().id(), now()));
        } catch (IOException failed) {
            failed(subscription, events.getFirst().event(), String.valueOf(failed.getMessage()));
        }
    }

    private void failed(Subscription subscription, Event first, String why) {
        int attempts = subscription.attempts() + 1;
        boolean farBehind = store.<Integer>read(
                        unit -> unit.eventsAfter(subscription.tenant(), subscription.cursor(), MOST_EVENTS_BEHIND + 1)
                                .size())
                > MOST_EVENTS_BEHIND;
        if (attempts < MOST_ATTEMPTS && !farBehind) {
            replace(subscription, subscription.failed(now().plus(wait(attempts))));
            return;
        }
        String sentence = "Subscription " + subscription.id() + " was given up after " + attempts
                + " attempts; the last one failed because " + why + ".";
        LOG.warn("{}", sentence);
        store.update(unit -> unit.subscription(subscription.id()).ifPresent(still -> {
            unit.save(subscription.givenUp(why));
            unit.append(new Event(
                    first.loadBalancer(), subscription.tenant(), Event.Type.SUBSCRIPTION_DISABLED, sentence, now()));
        }));
    }

    /** One that was deleted meanwhile stays so. */
    private void replace(Subscription subscription, Subscription by) {
        store.update(unit -> unit.subscription(subscription.id()).ifPresent(still -> unit.save(by)));
    }

    /** Twice as long after each failure. */
    static Duration wait(int attempts) {
        Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, 20));
        return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
