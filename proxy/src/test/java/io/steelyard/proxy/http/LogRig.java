package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.accesslog.AccessLogLimits;
import io.steelyard.proxy.accesslog.SealedLines;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.SettableClock;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A host that keeps logs, whose clock stands just before the end of an hour; it takes two clients of a balancer. */
final class LogRig implements AutoCloseable {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:59:59.500123Z"));
    private final TestHost host = TestHost.start(Transport.NIO, TestHost.LIMITS.withClientsPerBalancer(2));
    private final List<AutoCloseable> owned = new ArrayList<>();
    private final SealedLines sealed;
    private final UnaryOperator<TrafficPolicy> logging;

    /**
     * @param directory of its own
     * @param logging switches the log of a balancer on
     */
    LogRig(Path directory, UnaryOperator<TrafficPolicy> logging) throws IOException {
        this.logging = logging;
        this.sealed = new SealedLines(directory);
        owned.add(host.keepLogs(directory, AccessLogLimits.DEFAULT, clock));
        owned.add(host);
    }

    TestHost host() {
        return host;
    }

    SealedLines sealed() {
        return sealed;
    }

    /** A balancer of HTTP with a log. */
    TestBalancer serve(FaultyBackend node) {
        return change(TestBalancer.tcp(7, own(node)).withProtocol(Protocol.HTTP));
    }

    /** This balancer, with a log. */
    TestBalancer change(TestBalancer balancer) {
        return host.serve(balancer.withPolicy(logging));
    }

    /** Ends this with the rest. */
    <T extends AutoCloseable> T own(T thing) {
        owned.add(thing);
        return thing;
    }

    /** The lines of all periods that are over in a moment, once so many are there. */
    List<String> lines(int count) {
        await().until(() -> host.connections() == 0);
        clock.advance(Duration.ofSeconds(1));
        await().until(() -> sealed.lines().size() >= count);
        assertThat(sealed.lines()).hasSize(count);
        return sealed.lines();
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : owned.reversed()) {
            each.close();
        }
    }
}
