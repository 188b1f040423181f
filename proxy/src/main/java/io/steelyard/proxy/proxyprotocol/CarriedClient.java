package io.steelyard.proxy.proxyprotocol;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.LoopConnection;
import io.steelyard.proxy.transport.Sockets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection from one of the {@link Carriers} that has not said yet whose it is. Nothing else knows of it but its
 * balancer's places, of which it takes one. Bound to the connection's event loop.
 */
public final class CarriedClient extends LoopConnection {
    /** What a header may have beside addresses: TLS facts, names and identities. In octets. */
    private static final int MOST_TLV = 2048;

    private final SocketChannel channel;
    private final Frontend frontend;
    private final Loop loop;
    private final Consumer<SocketChannel> next;
    private final long deadline;
    private final Waiter waiter = new Waiter();
    private boolean over;

    private CarriedClient(
            SocketChannel channel, Frontend frontend, Loop loop, Carriers carriers, Consumer<SocketChannel> next) {
        this.channel = channel;
        this.frontend = frontend;
        this.loop = loop;
        this.next = next;
        this.deadline = loop.deadline(carriers.headerTime().toNanos());
    }

    /**
     * Reads the header, and nothing behind it.
     *
     * @param next takes the client over, which has its address and no place from then on
     */
    public static void await(
            SocketChannel channel, Frontend frontend, Loop loop, Carriers carriers, Consumer<SocketChannel> next) {
        CarriedClient client = new CarriedClient(channel, frontend, loop, carriers, next);
        loop.add(client);
        channel.pipeline().addLast(new HAProxyMessageDecoder(MOST_TLV), client.waiter);
    }

    private void told(HAProxyMessage header) {
        InetSocketAddress address = addressOf(header);
        if (address != null) {
            ClientAddress.tell(channel, address);
        }
        if (leave()) {
            channel.pipeline().remove(waiter);
            // What came behind the header follows when its reader goes.
            next.accept(channel);
        }
    }

    /** Null where the carrier speaks for itself (LOCAL), or of what has no IP address. */
    private static @Nullable InetSocketAddress addressOf(HAProxyMessage header) {
        HAProxyProxiedProtocol protocol = header.proxiedProtocol();
        boolean isTcp = protocol == HAProxyProxiedProtocol.TCP4 || protocol == HAProxyProxiedProtocol.TCP6;
        return header.command() == HAProxyCommand.PROXY && isTcp
                ? new InetSocketAddress(InetAddress.ofLiteral(header.sourceAddress()), header.sourcePort())
                : null;
    }

    private void fail(ProxyFailure failure, @Nullable Throwable cause) {
        if (leave()) {
            FailureLog.log(failure, frontend, cause);
            frontend.cell(loop).failed(failure);
            Sockets.resetAtEnd(channel);
            channel.close();
        }
    }

    private boolean leave() {
        if (over) {
            return false;
        }
        over = true;
        loop.remove(this);
        frontend.release();
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
            fail(ProxyFailure.PROXY_HEADER_INVALID, null);
        }
    }

    private final class Waiter extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            HAProxyMessage header = (HAProxyMessage) message;
            try {
                told(header);
            } finally {
                header.release();
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                fail(ProxyFailure.PROXY_HEADER_INVALID, null);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            fail(ProxyFailure.PROXY_HEADER_INVALID, null);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            fail(ProxyFailure.PROXY_HEADER_INVALID, cause);
        }
    }
}
