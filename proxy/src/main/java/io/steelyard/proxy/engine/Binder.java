package io.steelyard.proxy.engine;

import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.steelyard.domain.desired.Bind;
import io.steelyard.domain.listener.Transport;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.proxy.address.HostAddresses;
import io.steelyard.proxy.handover.Takeover;
import io.steelyard.proxy.loop.Loops;
import io.steelyard.proxy.transport.Descriptor;
import io.steelyard.proxy.transport.Sockets;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes addresses and gives them back. Both wait, so no event loop may call it. */
final class Binder {
    private static final Duration LISTEN_LIMIT = Duration.ofSeconds(5);
    private static final Duration RELEASE_LIMIT = Duration.ofMillis(500);
    /** Rounds of the event loop that listens; each takes up to 16 clients. */
    private static final int LAST_ROUNDS = 16;

    private static final long RELEASE_POLL_NANOS = Duration.ofMillis(1).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(Binder.class);

    private final Sockets sockets;
    private final Loops loops;
    private final Servers servers;
    private final HostAddresses addresses;
    private Optional<Takeover> takeover = Optional.empty();
    /** Sockets of the process before this one, which accepts there still. */
    private final List<BoundSocket> waiting = new ArrayList<>();

    Binder(Sockets sockets, Loops loops, Servers servers, HostAddresses addresses) {
        this.sockets = sockets;
        this.loops = loops;
        this.servers = servers;
        this.addresses = addresses;
    }

    /** Uses the sockets of the process before this one, and accepts nothing before {@link #acceptAll}. */
    void takeOver(Takeover from) {
        takeover = Optional.of(from);
    }

    /** Takes clients, those that came since the bind first; later, if a process before this one accepts still. */
    void accept(BoundSocket socket) {
        if (takeover.isPresent()) {
            waiting.add(socket);
        } else {
            socket.startAccepting();
        }
    }

    /** The process before this one accepts nothing any more. */
    void acceptAll() {
        takeover.ifPresent(Takeover::closeRest);
        takeover = Optional.empty();
        waiting.forEach(BoundSocket::startAccepting);
        waiting.clear();
    }

    /** Listens but does not accept yet. */
    BoundSocket listen(Bind bind) throws RejectedException {
        try {
            addresses.take(bind);
        } catch (IOException refused) {
            throw new RejectedException(
                    Failure.Code.ADDRESS_NOT_AVAILABLE,
                    "This host could not take " + bind.address() + ": " + refused.getMessage() + ".");
        }
        try {
            return bound(bind);
        } catch (RejectedException refused) {
            addresses.release(bind, Duration.ZERO);
            throw refused;
        }
    }

    /** Whatever an earlier process took, and nothing listens on, goes. */
    void retainTaken() {
        addresses.retainTaken();
    }

    /** This host gives all its addresses back. */
    void releaseAddresses() {
        addresses.releaseAll();
    }

    private BoundSocket bound(Bind bind) throws RejectedException {
        if (bind.transport() == Transport.UDP) {
            DatagramEntrance entrance = new DatagramEntrance(loops);
            return listening(bind, entrance, listenDatagrams(bind, entrance));
        }
        Acceptor acceptor = new Acceptor(loops, servers);
        return listening(bind, acceptor, listen(bind, acceptor));
    }

    private ChannelFuture listenDatagrams(Bind bind, DatagramEntrance entrance) {
        return taken(bind)
                .map(socket -> sockets.listenDatagrams(socket.number(), entrance))
                .orElseGet(() -> sockets.listenDatagrams(addressOf(bind), entrance));
    }

    private ChannelFuture listen(Bind bind, Acceptor acceptor) {
        return taken(bind)
                .map(socket -> sockets.listen(socket.number(), acceptor))
                .orElseGet(() -> sockets.listen(addressOf(bind), acceptor));
    }

    private Optional<Descriptor> taken(Bind bind) {
        return takeover.flatMap(from -> from.take(bind));
    }

    private static BoundSocket listening(Bind bind, Entrance entrance, ChannelFuture listening)
            throws RejectedException {
        if (!listening.awaitUninterruptibly(LISTEN_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
            listening.cancel(false);
            throw new RejectedException(Failure.Code.HOST_ERROR, "No event loop took " + bind + " in time.");
        }
        Throwable cause = listening.cause();
        if (cause != null) {
            throw BindFailures.of(bind, cause);
        }
        return new BoundSocket(bind, listening.channel(), entrance);
    }

    /** Takes those who have connected: closing would reset them, and they were there while this was served. */
    void acceptQueued(BoundSocket socket) {
        awaitRounds(socket.channel().eventLoop());
    }

    /** What event loops were accepting when they were told to accept no more is with who serves it when this returns. */
    void awaitAccepted() {
        loops.all().forEach(loop -> awaitRounds(loop.executor()));
    }

    private static void awaitRounds(EventLoop loop) {
        for (int round = 0; round < LAST_ROUNDS; round++) {
            loop.submit(() -> {}).awaitUninterruptibly(RELEASE_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Another process has this socket as well: here it is closed, there it stays, with all who wait in its queue. */
    void leave(BoundSocket socket) {
        // Answers to datagrams go out through the socket that they came to.
        if (socket.bind().transport() == Transport.TCP) {
            socket.channel().close().awaitUninterruptibly(RELEASE_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Stops listening. When this returns another process may bind the address: io_uring closes behind our back, so this
     * looks.
     *
     * @param drain how long its open connections may go on
     */
    void release(BoundSocket socket, Duration drain) {
        stopListening(socket);
        addresses.release(socket.bind(), drain);
    }

    private static void stopListening(BoundSocket socket) {
        boolean closed = socket.channel().close().awaitUninterruptibly(RELEASE_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        long deadline = System.nanoTime() + RELEASE_LIMIT.toNanos();
        while (!isFree(socket.bind())) {
            if (System.nanoTime() - deadline > 0) {
                LOG.warn("{} is still in use after it was closed (closed: {})", socket.bind(), closed);
                return;
            }
            LockSupport.parkNanos(RELEASE_POLL_NANOS);
        }
    }

    private static boolean isFree(Bind bind) {
        try {
            probe(bind);
            return true;
        } catch (IOException taken) {
            LOG.trace("{}", bind, taken);
            return false;
        }
    }

    /** Binds without listening, which fails exactly while someone listens there. */
    private static void probe(Bind bind) throws IOException {
        if (bind.transport() == Transport.UDP) {
            new DatagramSocket(addressOf(bind)).close();
            return;
        }
        try (Socket probe = new Socket()) {
            probe.setReuseAddress(true);
            probe.bind(addressOf(bind));
        }
    }

    private static InetSocketAddress addressOf(Bind bind) {
        return new InetSocketAddress(bind.address().toInetAddress(), bind.port().value());
    }
}
