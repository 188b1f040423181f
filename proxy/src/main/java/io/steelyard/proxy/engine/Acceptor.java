package io.steelyard.proxy.engine;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.accesslog.RefusedClient;
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
        } else {
            current.admit(client)
                    .ifPresentOrElse(
                            why -> refuse(client, current, why),
                            () -> servers.open(client, current, loops.of(client.eventLoop())));
        }
    }

    /** Closed without a byte, except that HTTP has one for clients that are too many. */
    private void refuse(SocketChannel client, Frontend current, ProxyFailure why) {
        FailureLog.log(why, current, null);
        boolean told = why == ProxyFailure.THROTTLED && current.protocol() == Protocol.HTTP;
        if (told && current.admitToTell(client)) {
            servers.http().refuse(client, current, loops.of(client.eventLoop()));
        } else {
            RefusedClient.log(loops.of(client.eventLoop()).log(), current, client, why);
            reset(client);
        }
    }

    private static void reset(SocketChannel client) {
        client.config().setSoLinger(0);
        client.close();
    }
}
