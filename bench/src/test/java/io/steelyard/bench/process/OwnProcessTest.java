package io.steelyard.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnProcessTest {
    private static final InetSocketAddress NOBODY_THERE = new InetSocketAddress("127.0.0.1", 1);

    @Test
    void endsWithItsChildren() throws Exception {
        OwnProcess parent = OwnProcess.start("parent", List.of("sh", "-c", "sleep 60 & wait"));
        await().until(() -> parent.handle().children().findAny().isPresent());
        ProcessHandle child = parent.handle().children().findAny().orElseThrow();

        parent.close();

        assertThat(parent.handle().isAlive()).isFalse();
        await().until(() -> !child.isAlive());
    }

    @Test
    void endsOneThatDoesNotWantTo() throws Exception {
        OwnProcess stubborn =
                OwnProcess.start("stubborn", List.of("sh", "-c", "trap '' TERM; while :; do sleep 1; done"));
        await().until(() -> stubborn.handle().children().findAny().isPresent());

        stubborn.close();

        assertThat(stubborn.handle().isAlive()).isFalse();
    }

    @Test
    void saysWhatAServerSaidThatEndedInsteadOfListening() throws Exception {
        try (OwnProcess broken = OwnProcess.start("broken", List.of("sh", "-c", "echo no such option; exit 3"))) {
            assertThatThrownBy(() -> broken.awaitListening(NOBODY_THERE, Duration.ofSeconds(10)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("broken ended with 3: no such option");
        }
    }

    @Test
    void doesNotWaitLongerThanTheLimitForAServer() throws Exception {
        try (OwnProcess deaf = OwnProcess.start("deaf", List.of("sleep", "60"))) {
            assertThatThrownBy(() -> deaf.awaitListening(NOBODY_THERE, Duration.ofMillis(50)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("deaf does not listen on");
        }
    }

    @Test
    void endsOneThatTakesLongerThanTheLimit() throws Exception {
        OwnProcess slow = OwnProcess.start("slow", List.of("sleep", "60"));

        assertThatThrownBy(() -> slow.awaitOutput(Duration.ofMillis(50))).isInstanceOf(IOException.class);

        assertThat(slow.handle().isAlive()).isFalse();
    }
}
