package io.steelyard.control.event;

import static io.steelyard.control.ControlFixture.JDOE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.steelyard.control.ControlFixture;
import io.steelyard.domain.refusal.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Waiting for events. */
class EventFeedTest {
    private static final Duration LONG = EventFeed.LONGEST_WAIT;

    private final ControlFixture control = new ControlFixture();
    private final EventFeed feed = new EventFeed(control.store, () -> {});
    private final Queue<List<RecordedEvent>> answers = new ConcurrentLinkedQueue<>();

    @Test
    void whoWaitsIsAnsweredWhenItCloses() {
        feed.start();
        waitFor(3);

        feed.close();

        assertThat(answers).hasSize(3).allMatch(List::isEmpty);
    }

    @Test
    void whoComesAfterItClosedDoesNotWait() {
        feed.close();

        waitFor(1);

        assertThat(answers).hasSize(1);
    }

    @Test
    void everybodyIsAnsweredOnceWhoComesWhileItCloses() {
        feed.start();
        List<Thread> callers = IntStream.range(0, EventFeed.MOST_OF_AN_ACCOUNT)
                .mapToObj(caller -> Thread.startVirtualThread(() -> waitFor(1)))
                .toList();

        feed.close();

        await().until(() -> callers.stream().noneMatch(Thread::isAlive));
        await().until(() -> answers.size() == EventFeed.MOST_OF_AN_ACCOUNT);
        assertThat(answers).hasSize(EventFeed.MOST_OF_AN_ACCOUNT);
    }

    @Test
    void anAccountWaitsAFewTimesAtOnceAndNotMore() {
        waitFor(EventFeed.MOST_OF_AN_ACCOUNT);

        assertThatThrownBy(() -> waitFor(1)).isInstanceOf(RefusedException.class);
        feed.close();
    }

    private void waitFor(int times) {
        for (int i = 0; i < times; i++) {
            feed.after(JDOE, Long.MAX_VALUE, 10, LONG, answers::add);
        }
    }
}
