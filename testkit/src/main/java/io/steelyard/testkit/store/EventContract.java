package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static io.steelyard.testkit.SampleBalancers.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.event.Event;
import io.steelyard.control.store.Store;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.util.List;
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

    private List<Event> events(int id, int limit) {
        return store().read(unit -> unit.events(new LoadBalancerId(id), limit));
    }

    private static Event event(int id, String summary, int seconds) {
        return new Event(new LoadBalancerId(id), TENANT, Event.Type.UPDATED, summary, START.plusSeconds(seconds));
    }
}
