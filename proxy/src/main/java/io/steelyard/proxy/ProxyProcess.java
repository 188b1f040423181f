package io.steelyard.proxy;

import io.netty.util.concurrent.Ticker;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.TrafficReport;
import io.steelyard.hostlink.Message;
import io.steelyard.proxy.accesslog.AccessLog;
import io.steelyard.proxy.address.HostAddresses;
import io.steelyard.proxy.address.InterfaceAddresses;
import io.steelyard.proxy.cache.Caches;
import io.steelyard.proxy.counters.Metering;
import io.steelyard.proxy.counters.TrafficFeed;
import io.steelyard.proxy.engine.HostEngine;
import io.steelyard.proxy.ftp.FtpLimits;
import io.steelyard.proxy.handover.Takeover;
import io.steelyard.proxy.loop.Loops;
import io.steelyard.proxy.names.Names;
import io.steelyard.proxy.tcp.TcpLimits;
import io.steelyard.proxy.tls.TlsLimits;
import io.steelyard.proxy.transport.Sockets;
import io.steelyard.proxy.transport.TransportChoice;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the data plane.
 *
 * <pre>
 *   start ──▶ SERVING ──Stop, SIGTERM, orphan limit──▶ DRAINING ──no connection left, or time over──▶ end
 *                └─────another process serves────────────▶ ▲
 * </pre>
 *
 * It serves on while no control process is connected, and takes a new one at any time. One thread lives it, by {@link
 * #run}; any thread may {@link #stop}.
 */
public final class ProxyProcess {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(ProxyProcess.class);

    private final ProxyConfig config;
    private final TransportChoice choice;
    private final Sockets sockets;
    private final HostEngine engine;
    private final Control control;
    private final AccessLog accessLog;
    private final Metering metering;
    private final TrafficFeed traffic;
    private final ControlSocket socket;
    private final Deadline deadline = new Deadline();
    private final Succession succession;

    private ProxyProcess(ProxyConfig config, TransportChoice choice, Sockets sockets) throws IOException {
        this.config = config;
        this.choice = choice;
        this.sockets = sockets;
        Loops loops = Loops.start(sockets, Ticker.systemTicker());
        Optional<Takeover> takeover = takeover(config, choice);
        this.accessLog = takeover.isPresent()
                ? AccessLog.startAfter(config.logs(), config.accessLog(), loops, InstantSource.system())
                : AccessLog.start(config.logs(), config.accessLog(), loops, InstantSource.system());
        this.metering = new Metering(Optional.of(config.counters()), config.loops());
        Caches caches = new Caches(Caches.usualOctets(), InstantSource.system(), loops::nanoTime);
        Names names = new Names(config.nameServers(), Optional.of(config.names()));
        this.engine = new HostEngine(sockets, loops, limits(config), addresses(config), metering, caches, names);
        this.traffic = TrafficFeed.start(metering, this::tell);
        takeover.ifPresent(engine::takeOver);
        this.control = new Control(engine, metering, traffic, this::serving);
        this.socket = new ControlSocket(config.socket(), this::hello, control);
        this.succession = new Succession(
                config.socket(), choice.transport(), engine, accessLog, socket, takeover, this::leave, this::hurry);
        socket.open();
        if (takeover.isEmpty()) {
            succession.awaitSuccessor();
        }
        engine.observe(this::tell);
    }

    private static Optional<Takeover> takeover(ProxyConfig config, TransportChoice choice) throws IOException {
        return config.takeOver().isPresent()
                ? Optional.of(Takeover.ask(
                        config.socket(), choice.transport(), config.takeOver().get()))
                : Optional.empty();
    }

    private static HostAddresses addresses(ProxyConfig config) throws IOException {
        return config.vipInterface().isPresent()
                ? InterfaceAddresses.on(
                        config.vipInterface().get(), config.socket().resolveSibling("vip-addresses"))
                : HostAddresses.AS_THEY_ARE;
    }

    private static HostEngine.Limits limits(ProxyConfig config) {
        int descriptors = Descriptors.limit();
        return new HostEngine.Limits(
                config.balancerConnections().orElse(descriptors / 2),
                config.clients().perListener(),
                descriptors - Descriptors.RESERVED,
                config.clients().http(config.clientIdle()),
                TcpLimits.DEFAULT.withClientHelloOctets(config.clients().clientHelloOctets()),
                FtpLimits.DEFAULT.withDataPorts(config.ftpDataPorts()),
                TlsLimits.DEFAULT.withHandshakeTime(config.clients().handshakeTime()),
                config.health(),
                config.clients().carriersAtWork());
    }

    /**
     * Starts to wait for a control process.
     *
     * @throws io.steelyard.hostlink.HostBusyException when another proxy is at this socket
     * @throws IOException when the socket cannot be made
     */
    public static ProxyProcess start(ProxyConfig config) throws IOException {
        TransportChoice choice = config.transport().map(TransportChoice::of).orElseGet(TransportChoice::best);
        LOG.info("Transport {}, {} event loops", choice, config.loops());
        Sockets sockets = Sockets.open(choice.transport(), config.loops(), config.splicePipes());
        try {
            return new ProxyProcess(config, choice, sockets);
        } catch (IOException refused) {
            sockets.close();
            throw refused;
        }
    }

    /** Serves until it is to end; then everything is closed. */
    public void run() {
        try {
            awaitEnd();
            drain(control.drain());
            traffic.tell();
            socket.close();
        } catch (InterruptedException ending) {
            LOG.info("Interrupted: ending without a drain");
        } catch (IOException unusable) {
            LOG.warn("The control socket could not be closed: {}", unusable.toString());
        } finally {
            sockets.close();
            accessLog.close();
            if (!succession.isOver()) {
                engine.releaseAddresses();
            }
            succession.close();
            traffic.close();
            metering.close();
            LOG.info("Ended");
        }
    }

    /** Makes {@link #run} drain for the configured time and return. */
    public void stop() {
        hurry(config.drainLimit());
    }

    /** The first complete word of control is prepared: from now on this process is the one that serves. */
    private void serving() {
        succession.begin();
    }

    /** Another process serves; this one ends when its connections do. */
    private void leave(Duration drain) {
        control.end(drain);
    }

    private void hurry(Duration drain) {
        deadline.within(drain);
        control.end(drain);
    }

    /** Clients connected now. */
    public int connections() {
        return engine.connections();
    }

    private void awaitEnd() throws InterruptedException {
        long lastControl = System.nanoTime();
        while (!control.isEndedWithin(POLL)) {
            if (socket.link().isPresent()) {
                lastControl = System.nanoTime();
            } else if (System.nanoTime() - lastControl > config.orphanLimit().toNanos()) {
                LOG.warn("No control process for {} s", config.orphanLimit().toSeconds());
                stop();
            }
        }
    }

    private void drain(Duration limit) {
        LOG.info("Draining for up to {} s", limit.toSeconds());
        deadline.within(limit);
        if (!succession.isOver()) {
            succession.end(limit);
            engine.stopListening(limit);
        }
        while (engine.connections() > 0 && !deadline.isOver()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private void tell(boolean complete, List<NodeReport> reports, Set<NodeId> undecided) {
        socket.link().ifPresent(link -> link.send(new Message.NodeReports(complete, reports, undecided)));
    }

    private void tell(long sequence, List<TrafficReport> reports) {
        socket.link().ifPresent(link -> link.send(new Message.TrafficReports(sequence, reports)));
    }

    private Message hello() {
        return new Message.Hello(
                Message.VERSION,
                ProcessHandle.current().pid(),
                engine.storeEpoch(),
                choice.transport().word(),
                engine.known());
    }
}
