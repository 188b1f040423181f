package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.figures.LoopFigures;
import io.steelyard.proxy.tls.NodeContext;
import io.steelyard.proxy.upstream.ConnectFailures;
import io.steelyard.proxy.upstream.Target;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a node. It serves one exchange at a time and waits in the {@link NodePool} between two.
 *
 * <pre>
 *   CONNECTING ──(TLS)──▶ BUSY ◀──▶ IDLE
 *       └───────────────────┴─────────┴──▶ CLOSED
 * </pre>
 */
final class NodeConnection extends ChannelInboundHandlerAdapter implements NodeLink {
    private final HttpLoop http;
    private final NodePool pool;
    private final Target target;
    private final @Nullable NodeContext tls;
    private final LoopFigures figures;
    private @Nullable SocketChannel channel;
    private @Nullable Answer answer;
    /** Whom it serves or connects for; null while idle or closed. */
    private @Nullable Exchange exchange;

    private boolean connected;
    private boolean closed;
    private boolean used;
    private long idleSince;
    private long idleUntil;

    private NodeConnection(HttpLoop http, NodePool pool, Target target, Exchange exchange) {
        this.http = http;
        this.pool = pool;
        this.target = target;
        this.tls = exchange.tls();
        this.figures = target.node().figures(http.loop());
        this.exchange = exchange;
    }

    /**
     * Connects for {@code exchange}, which is told when it is done or failed.
     *
     * @param pool where it waits between two exchanges
     * @throws ChannelException when no socket can be made
     */
    static NodeConnection connect(HttpLoop http, NodePool pool, Target target, Exchange exchange) {
        NodeConnection connection = new NodeConnection(http, pool, target, exchange);
        target.node().opened();
        try {
            http.loop()
                    .connect(target.address(), true, connection)
                    .addListener(done -> connection.connectDone(done.cause()));
        } catch (ChannelException noSocket) {
            target.node().closed();
            throw noSocket;
        }
        return connection;
    }

    @Override
    public LoopFigures figures() {
        return figures;
    }

    @Override
    public Target target() {
        return target;
    }

    /** Whether it leads there, with this TLS or none. */
    boolean fits(Target wanted, @Nullable NodeContext with) {
        return tls == with && target.address().equals(wanted.address());
    }

    @Override
    public boolean mayRefuse() {
        return false;
    }

    @Override
    public boolean isUsed() {
        return used;
    }

    boolean isConnected() {
        return connected;
    }

    /** In loop time. */
    long idleSince() {
        return idleSince;
    }

    /** In loop time. */
    long idleUntil() {
        return idleUntil;
    }

    @Override
    public boolean isWritable() {
        return open().isWritable();
    }

    /** Takes the next exchange, from the pool. */
    void serve(Exchange next) {
        exchange = next;
        answer().begin();
    }

    @Override
    public void write(ByteBuf bytes) {
        SocketChannel out = open();
        figures.asked(bytes.readableBytes());
        out.write(bytes, out.voidPromise());
    }

    @Override
    public void flush() {
        open().flush();
    }

    @Override
    public void setReading(boolean reading) {
        SocketChannel in = open();
        // A write may have failed just now, which closes the socket before we are told.
        if (in.isOpen()) {
            in.config().setAutoRead(reading);
        }
    }

    @Override
    public void becomeIdle(long idleNanos) {
        exchange = null;
        used = true;
        idleSince = http.loop().now();
        idleUntil = idleSince + idleNanos;
        setReading(true);
        pool.put(this);
    }

    @Override
    public void close() {
        exchange = null;
        if (closed) {
            return;
        }
        closed = true;
        target.node().closed();
        Answer unfinished = answer;
        if (unfinished != null) {
            unfinished.discard();
        }
        open().close();
    }

    /**
     * Leaves its socket to somebody else, who also tells the node when it is closed.
     *
     * @param successor reads and writes it from now on
     */
    void handOver(ChannelHandler successor) {
        exchange = null;
        closed = true;
        SocketChannel left = open();
        left.config().setAllowHalfClosure(true);
        left.pipeline().replace(this, null, successor);
    }

    private void connectDone(@Nullable Throwable cause) {
        Exchange waiting = exchange;
        if (waiting == null) {
            close();
        } else if (cause == null) {
            waiting.announcement().ifPresent(this::write);
            secure(waiting);
        } else {
            waiting.failed(ConnectFailures.of(cause), cause);
        }
    }

    private void secure(Exchange waiting) {
        NodeContext with = tls;
        if (with == null) {
            begin(waiting);
            return;
        }
        SocketChannel plain = open();
        plain.flush();
        SslHandler handler = with.newHandler(plain.alloc(), target.address());
        handler.handshakeFuture().addListener(done -> shakenHands(done.cause()));
        plain.pipeline().addFirst(handler);
    }

    private void shakenHands(@Nullable Throwable cause) {
        Exchange waiting = exchange;
        if (waiting == null) {
            close();
        } else if (cause == null) {
            begin(waiting);
        } else {
            waiting.failed(ProxyFailure.NODE_HANDSHAKE_FAILED, NodeContext.reason(cause));
        }
    }

    private void begin(Exchange waiting) {
        connected = true;
        figures.connected();
        answer().begin();
        waiting.connected();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        SocketChannel added = (SocketChannel) context.channel();
        // Nobody who has sent a request needs to say more to a node that says no more.
        added.config().setAllowHalfClosure(false);
        channel = added;
        answer = new Answer(http, added.alloc());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf octets = (ByteBuf) message;
        figures.answered(octets.readableBytes());
        Exchange current = exchange;
        if (current == null || !current.isSent()) {
            octets.release();
            unasked(current);
        } else {
            answer().read(current, octets);
        }
    }

    /** Whatever answers no request could be taken for the answer to the next one. */
    private void unasked(@Nullable Exchange current) {
        if (current == null) {
            lost();
        } else {
            current.failed(ProxyFailure.INVALID_ANSWER, null);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        Exchange current = exchange;
        if (current != null) {
            current.flushClient();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Exchange current = exchange;
        if (current != null && connected) {
            current.nodeWritable();
        }
    }

    /** The end of TLS is the end of what the node says. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == SslCloseCompletionEvent.SUCCESS) {
            ended(true);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ended(tls == null);
    }

    /** @param whole whether nobody can have cut off what the node said (RFC 9112, section 9.8) */
    private void ended(boolean whole) {
        Exchange current = exchange;
        if (current == null) {
            lost();
        } else if (connected && whole) {
            answer().end(current);
        } else if (connected) {
            current.failed(ProxyFailure.NODE_RESET, null);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Exchange current = exchange;
        if (current == null) {
            lost();
        } else if (connected) {
            current.failed(ProxyFailure.NODE_RESET, cause);
        }
    }

    /** The node closed an idle connection, or said something on it. */
    private void lost() {
        if (!closed) {
            pool.remove(this);
            close();
        }
    }

    private SocketChannel open() {
        return required(channel);
    }

    private Answer answer() {
        return required(answer);
    }

    private static <T> T required(@Nullable T set) {
        if (set == null) {
            throw new IllegalStateException("used before it was added to its channel");
        }
        return set;
    }
}
