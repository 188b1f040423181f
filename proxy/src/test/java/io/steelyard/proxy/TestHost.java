package io.steelyard.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.Ticker;
import io.steelyard.domain.desired.Entry;
import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.observed.Traffic;
import io.steelyard.proxy.accesslog.AccessLog;
import io.steelyard.proxy.accesslog.AccessLogLimits;
import io.steelyard.proxy.address.HostAddresses;
import io.steelyard.proxy.cache.Caches;
import io.steelyard.proxy.counters.Metering;
import io.steelyard.proxy.engine.HostEngine;
import io.steelyard.proxy.ftp.FtpLimits;
import io.steelyard.proxy.http.HttpLimits;
import io.steelyard.proxy.loop.Loops;
import io.steelyard.proxy.names.Names;
import io.steelyard.proxy.proxyprotocol.Carriers;
import io.steelyard.proxy.tcp.TcpLimits;
import io.steelyard.proxy.tls.TlsLimits;
import io.steelyard.proxy.transport.Sockets;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.proxy.upstream.HealthLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** An engine over real sockets and two event loops, without a process around it. */
public final class TestHost implements AutoCloseable {
    /** Nodes count each connection they get, so none is made that only probes. */
    public static final HostEngine.Limits LIMITS = new HostEngine.Limits(
            10_000,
            0,
            10_000,
            HttpLimits.DEFAULT,
            TcpLimits.DEFAULT,
            FtpLimits.DEFAULT,
            TlsLimits.DEFAULT,
            HealthLimits.DEFAULT.withoutProbes(),
            Carriers.NONE);

    private static final int LOOPS = 2;

    private final Sockets sockets;
    private final Loops loops;
    private final Metering metering;
    private final Caches caches;
    private final HostEngine engine;

    private TestHost(Transport transport, int pipes, HostEngine.Limits limits, Names names) {
        sockets = Sockets.open(transport, LOOPS, pipes);
        loops = Loops.start(sockets, Ticker.systemTicker());
        metering = new Metering(Optional.empty(), LOOPS);
        caches = new Caches(Caches.usualOctets(), InstantSource.system(), loops::nanoTime);
        engine = new HostEngine(sockets, loops, limits, HostAddresses.AS_THEY_ARE, metering, caches, names);
    }

    public static TestHost start(Transport transport) {
        return start(transport, LIMITS);
    }

    public static TestHost start(Transport transport, HostEngine.Limits limits) {
        return start(transport, Sockets.MOST_PIPES, limits);
    }

    /** One of whose loops each has so many pipes at most. */
    public static TestHost start(Transport transport, int pipes) {
        return start(transport, pipes, LIMITS);
    }

    private static TestHost start(Transport transport, int pipes, HostEngine.Limits limits) {
        return new TestHost(transport, pipes, limits, new Names(List.of(), Optional.empty()));
    }

    /** One that asks this name server. */
    public static TestHost start(Transport transport, InetSocketAddress nameServer) {
        return new TestHost(
                transport,
                Sockets.MOST_PIPES,
                LIMITS,
                new Names(List.of(nameServer), Optional.empty(), Duration.ofSeconds(1)));
    }

    public HostEngine engine() {
        return engine;
    }

    public Sockets sockets() {
        return sockets;
    }

    /** Keeps access logs there from now on. */
    public AccessLog keepLogs(Path directory, AccessLogLimits limits, InstantSource clock) throws IOException {
        return AccessLog.start(directory, limits, loops, clock);
    }

    /** What was counted of this balancer, where no TLS ends. */
    public Traffic traffic(TestBalancer balancer) {
        return metering.of(balancer.lbId()).plain().sum();
    }

    /** How many of this balancer's clients wait for a node that has room, as it is told to whoever looks. */
    public long queued(TestBalancer balancer) {
        return engine.figures(0).stream()
                .filter(seen -> seen.loadBalancer().equals(balancer.lbId()))
                .mapToLong(seen -> seen.figures().waiting())
                .sum();
    }

    public int connections() {
        return loops.connections();
    }

    /** Says this of these balancers, nothing of others. */
    public List<EntryReport> converge(Entry... entries) {
        return engine.converge(new HostDesired(1, false, List.of(entries)));
    }

    /** Serves this, without any complaint. */
    public TestBalancer serve(TestBalancer balancer) {
        assertThat(converge(balancer.entry())).containsExactly(balancer.applied());
        return balancer;
    }

    @Override
    public void close() {
        engine.stopListening(Duration.ZERO);
        loops.sweep();
        sockets.close();
    }
}
