package io.steelyard.proxy.engine;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.Loops;
import org.jspecify.annotations.Nullable;

/** Gives an accepted client to what serves its protocol. Written by the engine, used by every event loop. */
@Sharable
final class Acceptor extends ChannelInitializer<SocketChannel> implements Entrance {
    private final Loops loops;
    private final Servers servers;
    private volatile @Nullable Frontend frontend;

    Acceptor(Loops loops, Servers servers) {
        this.loops = loops;
        this.servers = servers;
    }

    @Override
    public @Nullable Frontend frontend() {
        return frontend;
    }

    @Override
    public void serve(Frontend next) {
        frontend = next;
    }

    @Override
    protected void initChannel(SocketChannel client) {
        Frontend current = frontend;
        if (current == null || current.isRevoked(System.nanoTime())) {
            reset(client);
        } else if (current.admit()) {
            servers.open(client, current, loops.of(client.eventLoop()));
        } else {
            FailureLog.log(ProxyFailure.CONNECTION_CAP, current, null);
            reset(client);
        }
    }

    private static void reset(SocketChannel client) {
        client.config().setSoLinger(0);
        client.close();
    }
}
