package io.steelyard.proxy.tls;

import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.steelyard.domain.tls.Staple;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.Loops;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Ends TLS for clients that a frontend has admitted, with what each listener's cell holds. */
public final class TlsServers {
    private final TlsLimits limits;
    private final Set<TlsCell> cells = ConcurrentHashMap.newKeySet();

    private final ServerTools tools;

    private TlsServers(TlsLimits limits) {
        this.limits = limits;
        this.tools = new ServerTools(
                new LiveContexts(limits.loadedCertificates()), new TicketKeys(), new Staples(InstantSource.system()));
    }

    /** Exchanges the keys of session tickets from time to time, on one of the loops. */
    public static TlsServers start(Loops loops, TlsLimits limits) {
        TlsServers started = new TlsServers(limits);
        long nanos = limits.ticketKeyLife().toNanos();
        loops.all()
                .iterator()
                .next()
                .executor()
                .scheduleAtFixedRate(started::rotateTicketKeys, nanos, nanos, TimeUnit.NANOSECONDS);
        return started;
    }

    private void rotateTicketKeys() {
        tools.tickets().rotate();
        cells.forEach(TlsCell::renewTicketKeys);
    }

    /**
     * Everything that a listener needs to end TLS as desired, for {@link TlsCell#set}. What its cell holds and needs no
     * change is taken over. Any thread.
     *
     * @param place the listener, as no other is called
     * @param cell the listener's, if it has one
     * @throws TlsException when one of the certificates, or its key, cannot be used; nothing is left then
     */
    public ServerContexts prepare(String place, TlsTerms terms, Optional<TlsCell> cell) throws TlsException {
        ServerContexts before = cell.flatMap(TlsCell::take).orElse(null);
        try {
            return ServerContexts.of(place, terms, tools, before);
        } finally {
            ReferenceCountUtil.release(before);
        }
    }

    /** What authorities say of certificates, for handshakes from now on. Any thread. */
    public void staple(List<Staple> fresh) {
        tools.staples().keep(fresh);
    }

    /** For a listener, until {@link #forget}. Any thread. */
    public TlsCell newCell() {
        TlsCell cell = new TlsCell();
        cells.add(cell);
        return cell;
    }

    /** The listener is gone. Any thread. */
    public void forget(TlsCell cell) {
        cells.remove(cell);
        cell.clear();
    }

    /** What serves a client once it speaks in the clear. */
    @FunctionalInterface
    public interface Next {
        /** As {@link TlsServers#open}. */
        void open(SocketChannel client, Frontend frontend, Loop loop);
    }

    /** Shakes hands with what the listener has now, and passes the client on. On the client's event loop. */
    public void open(SocketChannel client, Frontend frontend, Loop loop, TlsCell cell, Next next) {
        Optional<ServerContexts> taken = cell.take();
        if (taken.isEmpty()) {
            frontend.release();
            client.close();
            return;
        }
        try {
            Handshake.start(client, frontend, loop, limits, taken.get(), next);
        } finally {
            taken.get().release();
        }
    }
}
