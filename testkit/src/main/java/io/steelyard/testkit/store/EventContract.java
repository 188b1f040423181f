package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static io.steelyard.testkit.SampleBalancers.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.event.Event;
import io.steelyard.control.event.EventSearch;
import io.steelyard.control.event.EveryoneEvents;
import io.steelyard.control.event.Part;
import io.steelyard.control.event.RecordedEvent;
import io.steelyard.control.event.Subject;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.control.subscription.Subscription;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeStatus;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events: a balancer's own, newest first. */
interface EventContract {
    Store store();

    @Test
    default void eventsComeNewestFirstWhateverTheirClockSays() {
        Event first = event(1, "first", 5);
        Event second = event(1, "second", 5);
        Event third = event(1, "third", 4);
        store().update(unit -> {
            unit.append(first);
            unit.append(second);
        });
        store().update(unit -> unit.append(third));

        assertThat(events(1, 10)).containsExactly(third, second, first);
        assertThat(events(1, 2)).containsExactly(third, second);
    }

    @Test
    default void aBalancersEventsAreItsOwn() {
        store().update(unit -> unit.append(event(1, "one", 0)));
        store().update(unit -> unit.append(event(2, "two", 0)));

        assertThat(events(2, 10)).containsExactly(event(2, "two", 0));
        assertThat(events(3, 10)).isEmpty();
    }

    @Test
    default void eventsAreFoundByPartTimeAndId() {
        Subject node = Subject.of(new NodeId(7), NodeStatus.OFFLINE);
        store().update(unit -> {
            unit.append(event(1, "zero", 0));
            unit.append(about(node, Event.Type.NODE_STATUS, 1));
            unit.append(about(Subject.of(Part.ACCESS_LIST), Event.Type.ADDED, 2));
            unit.append(about(node, Event.Type.NODE_STATUS, 3));
        });
        List<RecordedEvent> all = found(Optional.empty(), 0, Long.MAX_VALUE, 0, 10);

        assertThat(all)
                .extracting(each -> each.event().at().getEpochSecond() - START.getEpochSecond())
                .containsExactly(3L, 2L, 1L, 0L);
        assertThat(all)
                .isSortedAccordingTo(Comparator.comparingLong(RecordedEvent::id).reversed());
        assertThat(found(Optional.of(Part.NODE), 0, Long.MAX_VALUE, 0, 10))
                .containsExactly(all.get(0), all.get(2))
                .allMatch(each -> each.event().subject().equals(Optional.of(node)));
        assertThat(found(Optional.empty(), 2, Long.MAX_VALUE, 0, 10)).containsExactly(all.get(0), all.get(1));
        assertThat(found(Optional.empty(), 0, all.get(1).id(), 1, 1)).containsExactly(all.get(2));
    }

    @Test
    default void anAccountsEventsAreReadOnFromAnId() {
        store().update(unit -> unit.append(event(1, "one", 0)));
        long first = store().<Long>read(ReadUnit::lastEventId);
        store().update(unit -> unit.append(event(2, "two", 0)));
        store().update(unit -> unit.append(event(1, "three", 0)));

        assertThat(store().<List<RecordedEvent>>read(unit -> unit.eventsAfter(TENANT, first, 10)))
                .extracting(each -> each.event().summary())
                .containsExactly("two", "three");
        assertThat(store().<List<RecordedEvent>>read(unit -> unit.eventsAfter(TENANT, first, 1)))
                .hasSize(1);
        assertThat(store().<List<RecordedEvent>>read(unit -> unit.eventsAfter(new TenantId(TENANT.value() + 1), 0, 10)))
                .isEmpty();
    }

    @Test
    default void onlyTheNewestEventsOfABalancerAreKept() {
        store().update(unit -> unit.append(event(2, "of another", 0)));
        store().update(unit -> {
            unit.append(event(1, "first", 0));
            for (int i = 0; i <= WriteUnit.NODE_EVENTS_KEPT; i++) {
                unit.append(about(Subject.of(new NodeId(7)), Event.Type.NODE_STATUS, i));
            }
        });
        assertThat(found(Optional.of(Part.NODE), 0, Long.MAX_VALUE, 0, 2_000)).hasSize(WriteUnit.NODE_EVENTS_KEPT);

        store().update(unit -> {
            for (int i = 0; i < WriteUnit.EVENTS_KEPT; i++) {
                unit.append(event(1, "more", i));
            }
        });

        assertThat(events(1, 5_000))
                .hasSize(WriteUnit.EVENTS_KEPT)
                .allMatch(event -> event.summary().equals("more"));
        assertThat(events(2, 10)).hasSize(1);
    }

    @Test
    default void whatASubscriptionHasYetToReceiveIsKept() {
        Subscription waiting = store().write(unit -> {
            Subscription made = new Subscription(
                    unit.nextSubscriptionId(),
                    TENANT,
                    URI.create("https://example.net/"),
                    unit.lastEventId(),
                    0,
                    START,
                    Optional.empty(),
                    START);
            unit.save(made);
            return made;
        });
        store().update(unit -> {
            for (int i = 0; i < WriteUnit.NODE_EVENTS_KEPT + 50; i++) {
                unit.append(about(Subject.of(new NodeId(7)), Event.Type.NODE_STATUS, i));
            }
        });
        assertThat(store().<List<RecordedEvent>>read(unit -> unit.eventsAfter(TENANT, waiting.cursor(), 1_000)))
                .hasSize(WriteUnit.NODE_EVENTS_KEPT + 50);

        store().update(unit -> {
            unit.save(waiting.received(unit.lastEventId(), START));
            unit.append(about(Subject.of(new NodeId(7)), Event.Type.NODE_STATUS, 0));
        });

        assertThat(events(1, 1_000)).hasSize(WriteUnit.NODE_EVENTS_KEPT);
    }

    private List<RecordedEvent> found(Optional<Part> part, int since, long from, int offset, int limit) {
        EventSearch wanted = new EventSearch(
                new LoadBalancerId(1), part, Optional.of(START.plusSeconds(since)), from, offset, limit);
        return store().read(unit -> unit.events(wanted));
    }

    private static Event about(Subject subject, Event.Type type, int seconds) {
        return new Event(
                new LoadBalancerId(1), TENANT, type, "about a part", START.plusSeconds(seconds), Optional.of(subject));
    }

    private List<Event> events(int id, int limit) {
        return store().read(unit -> unit.events(new LoadBalancerId(id), limit));
    }

    private static Event event(int id, String summary, int seconds) {
        return new Event(new LoadBalancerId(id), TENANT, Event.Type.UPDATED, summary, START.plusSeconds(seconds));
    }

    @Test
    default void eventsOfAllBalancersComeNewestFirstAndGoOnBelowAnId() {
        Event first = event(1, "one", 0);
        Event second = event(2, "two", 0);
        Event third = new Event(new LoadBalancerId(3), new TenantId(77), Event.Type.CREATED, "three", START);
        for (Event event : List.of(first, second, third)) {
            store().update(unit -> unit.append(event));
        }

        List<RecordedEvent> newest = ofAll(Optional.empty(), Optional.empty(), Long.MAX_VALUE);

        assertThat(newest).extracting(RecordedEvent::event).containsExactly(third, second, first);
        assertThat(ofAll(Optional.empty(), Optional.empty(), newest.get(1).id()))
                .extracting(RecordedEvent::event)
                .containsExactly(first);
        assertThat(ofAll(Optional.of(new TenantId(77)), Optional.empty(), Long.MAX_VALUE))
                .extracting(RecordedEvent::event)
                .containsExactly(third);
        assertThat(ofAll(Optional.empty(), Optional.of(Event.Type.UPDATED), Long.MAX_VALUE))
                .extracting(RecordedEvent::event)
                .containsExactly(second, first);
    }

    private List<RecordedEvent> ofAll(Optional<TenantId> tenant, Optional<Event.Type> type, long before) {
        return store().read(unit -> unit.events(new EveryoneEvents(tenant, type, before, 10)));
    }
}
