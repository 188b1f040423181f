package io.steelyard.proxy;

import io.steelyard.hostlink.HostBusyException;
import io.steelyard.proxy.accesslog.AccessLog;
import io.steelyard.proxy.engine.HostEngine;
import io.steelyard.proxy.handover.HandedSocket;
import io.steelyard.proxy.handover.Handover;
import io.steelyard.proxy.handover.Takeover;
import io.steelyard.proxy.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From which process this one has its place, and to which one it gives it. Any thread. */
final class Succession implements Handover.Giver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    private final Path control;
    private final Transport transport;
    private final HostEngine engine;
    private final AccessLog accessLog;
    private final ControlSocket socket;
    private final Optional<Takeover> predecessor;
    private final Consumer<Duration> leaving;
    private final Consumer<Duration> hurrying;
    private Optional<Handover> handover = Optional.empty();
    private volatile boolean over;

    /**
     * @param control the path of {@code socket}
     * @param predecessor whose place this process takes
     * @param leaving told how long connections may go on, when another process serves
     * @param hurrying told the same when that one ends for good
     */
    Succession(
            Path control,
            Transport transport,
            HostEngine engine,
            AccessLog accessLog,
            ControlSocket socket,
            Optional<Takeover> predecessor,
            Consumer<Duration> leaving,
            Consumer<Duration> hurrying) {
        this.control = control;
        this.transport = transport;
        this.engine = engine;
        this.accessLog = accessLog;
        this.socket = socket;
        this.predecessor = predecessor;
        this.leaving = leaving;
        this.hurrying = hurrying;
    }

    /** Everything is prepared: this process accepts, and the one before it does not. Does nothing the second time. */
    synchronized void begin() {
        if (predecessor.isPresent() && !predecessor.get().isServing()) {
            predecessor.get().stopPredecessor();
            engine.acceptAll();
            predecessor.get().serving();
            awaitSuccessor();
        }
    }

    /** Without it this process serves all the same, and cannot be replaced without a gap. */
    synchronized void awaitSuccessor() {
        if (!transport.handsOver()) {
            return;
        }
        try {
            handover = Optional.of(Handover.listen(control, transport, this));
        } catch (IOException | RuntimeException impossible) {
            LOG.warn("No other process can take this one's place: {}", impossible.toString());
        }
    }

    /** Whether another process serves instead of this one. */
    boolean isOver() {
        return over;
    }

    /** This process ends for good, and the ones before it with it. */
    void end(Duration drain) {
        predecessor.ifPresent(before -> before.end(drain));
    }

    @Override
    public List<HandedSocket> prepare() throws IOException {
        List<HandedSocket> sockets = engine.freeze();
        socket.close();
        return sockets;
    }

    @Override
    public List<String> known() {
        return engine.knownNodes();
    }

    @Override
    public void stopAccepting() {
        engine.pauseAccepting();
    }

    @Override
    public List<String> clients() {
        return List.of();
    }

    @Override
    public void leave(Duration drain) {
        over = true;
        engine.leave(drain);
        accessLog.handOver();
        leaving.accept(drain);
    }

    @Override
    public boolean resume() {
        try {
            socket.open();
        } catch (HostBusyException otherServes) {
            LOG.warn("The other process has the control socket still: {}", otherServes.getMessage());
            leave(Handover.UNANSWERED_DRAIN);
            return false;
        } catch (IOException unusable) {
            LOG.error("No control process can come any more: {}", unusable.toString());
        }
        engine.resume();
        return true;
    }

    @Override
    public void hurry(Duration drain) {
        end(drain);
        hurrying.accept(drain);
    }

    @Override
    public synchronized void close() {
        handover.ifPresent(Handover::close);
    }
}
