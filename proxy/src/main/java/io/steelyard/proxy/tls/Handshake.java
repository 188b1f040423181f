package io.steelyard.proxy.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.LoopConnection;
import io.steelyard.proxy.transport.Sockets;
import org.jspecify.annotations.Nullable;

/**
 * A client that was accepted and has not proved yet that it speaks TLS. Nothing else knows of it: no node hears of a
 * client that goes away, is silent or speaks something else. Bound to the client's event loop.
 */
final class Handshake extends LoopConnection {
    private final SocketChannel client;
    private final Frontend frontend;
    private final Loop loop;
    private final TlsServers.Next next;
    private final long deadline;
    private final Waiter waiter = new Waiter();
    private boolean over;

    private Handshake(SocketChannel client, Frontend frontend, Loop loop, TlsLimits limits, TlsServers.Next next) {
        this.client = client;
        this.frontend = frontend;
        this.loop = loop;
        this.next = next;
        this.deadline = loop.deadline(limits.handshakeTime().toNanos());
    }

    /** @param contexts released when this returns; the connection keeps what it chooses */
    static void start(
            SocketChannel client,
            Frontend frontend,
            Loop loop,
            TlsLimits limits,
            ServerContexts contexts,
            TlsServers.Next next) {
        Handshake handshake = new Handshake(client, frontend, loop, limits, next);
        loop.add(handshake);
        try {
            client.pipeline()
                    .addLast(
                            contexts.hasMappings()
                                    ? new HostChoice(contexts.retain())
                                    : handler(contexts, null, client));
            client.pipeline().addLast(handshake.waiter);
        } catch (TlsException unusable) {
            handshake.fail(ProxyFailure.INTERNAL, unusable);
        }
    }

    /** Without a timer of its own: the loop's ticks end what takes too long. */
    static SslHandler handler(ServerContexts contexts, @Nullable String host, SocketChannel client)
            throws TlsException {
        SslHandler handler = contexts.newHandler(host, client.alloc());
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }

    private void complete() {
        if (leave()) {
            client.pipeline().remove(waiter);
            // A client by Nagle's rule holds its request back until it knows that its last word of the handshake has
            // come. There is
            // nothing to say to that in TLS 1.3, and the kernel would wait 40 ms for something (RFC 9293 section
            // 3.7.4).
            Sockets.acknowledge(client);
            next.open(client, frontend, loop);
        }
    }

    private void fail(ProxyFailure failure, @Nullable Throwable cause) {
        if (leave()) {
            FailureLog.log(failure, frontend, cause);
            frontend.cell(loop).failed(failure);
            frontend.release();
            end(cause);
        }
    }

    /** The alert that says why is written only after this was told; who speaks no TLS would not understand it. */
    private void end(@Nullable Throwable cause) {
        if (cause instanceof NotSslRecordException || cause == null) {
            // With io_uring a read that is under way would keep the socket open behind a mere close.
            client.shutdown();
        }
        loop.executor().execute(client::close);
    }

    private boolean leave() {
        if (over) {
            return false;
        }
        over = true;
        loop.remove(this);
        return true;
    }

    @Override
    protected boolean isRevoked(long nanoTime) {
        return frontend.isRevoked(nanoTime);
    }

    @Override
    protected void cut() {
        fail(ProxyFailure.REVOKED, null);
    }

    @Override
    protected void tick(long now) {
        if (now - deadline > 0) {
            fail(ProxyFailure.CLIENT_HANDSHAKE_FAILED, null);
        }
    }

    private final class Waiter extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent completion) {
                if (completion.isSuccess()) {
                    complete();
                } else {
                    fail(ProxyFailure.CLIENT_HANDSHAKE_FAILED, completion.cause());
                }
            } else if (event instanceof ChannelInputShutdownEvent) {
                fail(ProxyFailure.CLIENT_HANDSHAKE_FAILED, null);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            fail(ProxyFailure.CLIENT_HANDSHAKE_FAILED, null);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            fail(ProxyFailure.CLIENT_HANDSHAKE_FAILED, cause);
        }
    }
}
