package io.steelyard.proxy.engine;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.http.HttpLoops;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.Loops;
import io.steelyard.proxy.tcp.TcpRelay;
import org.jspecify.annotations.Nullable;

/** Gives an accepted client to what serves its protocol. Written by the engine, used by every event loop. */
@Sharable
final class Acceptor extends ChannelInitializer<SocketChannel> {
    private final Loops loops;
    private final HttpLoops http;
    private volatile @Nullable Frontend frontend;

    Acceptor(Loops loops, HttpLoops http) {
        this.loops = loops;
        this.http = http;
    }

    /** What serves clients that are accepted from now on; null before anything does. */
    @Nullable
    Frontend frontend() {
        return frontend;
    }

    void serve(Frontend next) {
        frontend = next;
    }

    @Override
    protected void initChannel(SocketChannel client) {
        Frontend current = frontend;
        if (current == null || current.isRevoked(System.nanoTime())) {
            reset(client);
        } else if (current.admit()) {
            open(client, current, loops.of(client.eventLoop()));
        } else {
            FailureLog.log(ProxyFailure.CONNECTION_CAP, current, null);
            reset(client);
        }
    }

    private void open(SocketChannel client, Frontend frontend, Loop loop) {
        switch (frontend.protocol()) {
            case HTTP -> http.open(client, frontend, loop);
            case FTP, IMAPv4, POP3, SMTP, LDAP, HTTPS, IMAPS, POP3S, LDAPS, TCP ->
                TcpRelay.open(client, frontend, loop);
        }
    }

    private static void reset(SocketChannel client) {
        client.config().setSoLinger(0);
        client.close();
    }
}
