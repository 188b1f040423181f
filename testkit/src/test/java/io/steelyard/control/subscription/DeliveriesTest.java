package io.steelyard.control.subscription;

import static io.steelyard.control.ControlFixture.JDOE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.event.Event;
import io.steelyard.control.event.RecordedEvent;
import io.steelyard.control.identity.KeyedHash;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Violation;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events on their way to subscriptions. */
class DeliveriesTest {
    private final ControlFixture control = new ControlFixture();
    private final SubscriptionService service =
            new SubscriptionService(control.store, control.clock, new KeyedHash(new byte[32]), control.rules);
    private final AtomicBoolean broken = new AtomicBoolean();
    private final List<RecordedEvent> received = new CopyOnWriteArrayList<>();
    private final Deliveries deliveries = new Deliveries(control.store, control.clock, this::receive);

    @AfterEach
    void stop() {
        deliveries.close();
    }

    private void receive(Subscription to, List<RecordedEvent> events) throws IOException {
        if (broken.get()) {
            throw new IOException("it was told to fail");
        }
        received.addAll(events);
    }

    @Test
    void everyEventComesInOrderAndOnce() {
        Subscription made = subscribe();
        for (int i = 0; i < 120; i++) {
            append(i);
        }

        await().until(() -> {
            deliveries.look();
            return received.size() == 120;
        });

        assertThat(received).isSortedAccordingTo(Comparator.comparingLong(RecordedEvent::id));
        await().until(() -> stored(made).cursor() == received.getLast().id());
    }

    @Test
    void whatFailsIsTriedAgainLaterAndLater() {
        Subscription made = subscribe();
        append(1);
        broken.set(true);

        deliveries.deliver(made, 1);
        deliveries.deliver(stored(made), 1);

        assertThat(stored(made).attempts()).isEqualTo(2);
        assertThat(stored(made).due()).isEqualTo(control.clock.instant().plusSeconds(2));
        assertThat(Deliveries.wait(5)).isEqualTo(Duration.ofSeconds(16));
        assertThat(Deliveries.wait(29)).isEqualTo(Duration.ofHours(1));
        broken.set(false);
        deliveries.deliver(stored(made), 1);
        assertThat(received).hasSize(1);
        assertThat(stored(made).attempts()).isZero();
    }

    @Test
    void aSubscriptionThatIsDeadIsGivenUpAndAnEventSaysSo() {
        Subscription made = subscribe();
        append(1);
        broken.set(true);

        for (int i = 0; i < Deliveries.MOST_ATTEMPTS; i++) {
            deliveries.deliver(stored(made), 1);
        }

        assertThat(stored(made).givenUp()).contains("it was told to fail");
        assertThat(control.store.<List<Event>>read(unit -> unit.events(new LoadBalancerId(1), 1)))
                .extracting(Event::type)
                .containsExactly(Event.Type.SUBSCRIPTION_DISABLED);
    }

    @Test
    void oneThatWasDeletedMeanwhileStaysDeleted() {
        Subscription made = subscribe();
        append(1);
        service.delete(JDOE, made.id());

        deliveries.deliver(made, 1);

        assertThat(service.list(JDOE)).isEmpty();
    }

    private Subscription subscribe() {
        return service.create(
                JDOE, new NewSubscription(Optional.of(URI.create("https://example.net/")), List.<Violation>of()));
    }

    private Subscription stored(Subscription made) {
        return control.store
                .<Optional<Subscription>>read(unit -> unit.subscription(made.id()))
                .orElseThrow();
    }

    private void append(int number) {
        control.store.update(unit -> unit.append(new Event(
                new LoadBalancerId(1), JDOE.tenant(), Event.Type.UPDATED, "event " + number, control.clock.instant())));
    }
}
