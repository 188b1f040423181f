package io.steelyard.proxy.engine;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.accesslog.RefusedClient;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.Loops;
import io.steelyard.proxy.proxyprotocol.CarriedClient;
import io.steelyard.proxy.tls.TlsCell;
import io.steelyard.proxy.tls.TlsServers;
import io.steelyard.proxy.transport.Sockets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives an accepted client to what serves its protocol. Written by the engine, used by every event loop. */
@Sharable
final class Acceptor extends ChannelInitializer<SocketChannel> implements Entrance {
    private final Loops loops;
    private final Servers servers;
    private volatile @Nullable Place place;

    private record Place(Frontend frontend, Optional<TlsCell> tls) {}

    Acceptor(Loops loops, Servers servers) {
        this.loops = loops;
        this.servers = servers;
    }

    @Override
    public @Nullable Frontend frontend() {
        Place current = place;
        return current == null ? null : current.frontend();
    }

    @Override
    public void serve(Frontend next, Optional<TlsCell> tls) {
        place = new Place(next, tls);
    }

    @Override
    protected void initChannel(SocketChannel client) {
        Place current = place;
        if (current == null || current.frontend().isRevoked(System.nanoTime())) {
            reset(client);
        } else if (servers.carriers().include(client.remoteAddress().getAddress())) {
            hearWhoseItIs(client, current);
        } else {
            admit(client, current);
        }
    }

    private void hearWhoseItIs(SocketChannel carried, Place at) {
        if (at.frontend().takePlace()) {
            Loop loop = loops.of(carried.eventLoop());
            CarriedClient.await(carried, at.frontend(), loop, servers.carriers(), client -> admit(client, at));
        } else {
            refuse(carried, at, ProxyFailure.CONNECTION_CAP);
        }
    }

    private void admit(SocketChannel client, Place at) {
        at.frontend()
                .admit(client)
                .ifPresentOrElse(why -> refuse(client, at, why), () -> open(client, at, servers::open));
    }

    /** Closed without a byte, except that HTTP has one for clients that are too many. */
    private void refuse(SocketChannel client, Place at, ProxyFailure why) {
        Frontend current = at.frontend();
        FailureLog.log(why, current, null);
        current.cell(loops.of(client.eventLoop())).failed(why);
        boolean told = why == ProxyFailure.THROTTLED && current.protocol() == Protocol.HTTP;
        if (told && current.admitToTell(client)) {
            open(client, at, servers.http()::refuse);
        } else {
            RefusedClient.log(loops.of(client.eventLoop()).log(), current, client, why);
            reset(client);
        }
    }

    /** Within TLS where that ends here. */
    private void open(SocketChannel client, Place at, TlsServers.Next next) {
        Loop loop = loops.of(client.eventLoop());
        TlsServers.Next counted = (accepted, frontend, its) -> {
            frontend.count(accepted, its);
            next.open(accepted, frontend, its);
        };
        if (at.tls().isPresent()) {
            servers.tls().open(client, at.frontend(), loop, at.tls().get(), counted);
        } else {
            counted.open(client, at.frontend(), loop);
        }
    }

    private static void reset(SocketChannel client) {
        Sockets.resetAtEnd(client);
        client.close();
    }
}
