package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AsciiString;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.figures.LoopFigures;
import io.steelyard.proxy.loop.LoopConnection;
import io.steelyard.proxy.tls.NodeContext;
import io.steelyard.proxy.upstream.ConnectFailures;
import io.steelyard.proxy.upstream.Target;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a node that speaks HTTP/2: by prior knowledge, or by ALPN where it speaks TLS. Each request is a {@link
 * Http2NodeStream}.
 *
 * <pre>
 *   CONNECTING ──▶ READY ──GOAWAY, ids used up──▶ LEAVING
 *       └────────────┴──silent, lost──────────────┴──▶ CLOSED
 * </pre>
 */
final class Http2Node extends LoopConnection {
    private static final AsciiString HTTP = AsciiString.cached("http");
    private static final AsciiString HTTPS = AsciiString.cached("https");
    private static final long IDLE_NANOS = Duration.ofSeconds(30).toNanos();
    /** A request that was given up behind as long a silence leaves doubt whether anybody is there. */
    private static final long SILENT_NANOS = Duration.ofSeconds(2).toNanos();
    /** What a node may do that answers nothing; it is trusted with more than a client. */
    private static final Http2Limits LIMITS = new Http2Limits(1000, 1000, 10_000, 64 * 1024, 0);

    private enum Phase {
        CONNECTING,
        READY,
        LEAVING,
        CLOSED
    }

    private final HttpLoop http;
    private final Http2NodePool pool;
    private final Target target;
    private final @Nullable NodeContext tls;
    private final LoopFigures figures;
    private final int most;
    private final Http2Connection connection = new DefaultHttp2Connection(false);
    private final Http2NodeFrames frames;
    private final Http2NodeCodec codec;
    private final Calm calm = new Calm(LIMITS);
    private final ArrayDeque<Http2NodeStream> waiting = new ArrayDeque<>();
    private final ArrayDeque<Http2NodeStream> touched = new ArrayDeque<>();
    private final ArrayDeque<Http2NodeStream> blocked = new ArrayDeque<>();
    private final Unready unready = new Unready();
    private final Runnable flush = this::flush;
    private @Nullable SocketChannel channel;
    private @Nullable ChannelHandlerContext context;
    private Phase phase = Phase.CONNECTING;
    private boolean used;
    private boolean flushPlanned;
    /** Exchanges that it serves, or that wait for it. */
    private int serving;

    private long idleSince;
    private long heardAt;

    /** @param most streams at a time */
    Http2Node(HttpLoop http, Http2NodePool pool, Target target, @Nullable NodeContext tls, int most) {
        this.http = http;
        this.pool = pool;
        this.target = target;
        this.tls = tls;
        this.most = most;
        this.figures = target.node().figures(http.loop());
        this.frames = new Http2NodeFrames(this, connection);
        this.codec = Http2NodeCodec.of(this, connection, frames, http.limits(), LIMITS.streamWindow());
    }

    /**
     * Connects; streams wait until it is done.
     *
     * @param announcement what the node is told before anything else
     * @throws io.netty.channel.ChannelException when no socket can be made
     */
    void connect(Optional<ByteBuf> announcement) {
        ChannelFuture done = http.loop().connect(target.address(), true, unready);
        channel = (SocketChannel) done.channel();
        target.node().opened();
        http.loop().add(this);
        done.channel().closeFuture().addListener(_ -> closed());
        done.addListener(_ -> connected(done.cause(), announcement));
    }

    /** Stands where the codec will; who connects and shakes hands is told of failures in another way. */
    private static final class Unready extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    private void connected(@Nullable Throwable cause, Optional<ByteBuf> announcement) {
        SocketChannel open = open();
        if (cause != null) {
            announcement.ifPresent(ByteBuf::release);
            unreachable(ConnectFailures.of(cause), cause);
            return;
        }
        announcement.ifPresent(open::writeAndFlush);
        NodeContext with = tls;
        if (with == null) {
            ready();
        } else {
            SslHandler handler = with.newHandler(open.alloc(), target.address());
            handler.handshakeFuture().addListener(done -> shakenHands(handler, done.cause()));
            open.pipeline().addFirst(handler);
        }
    }

    private void shakenHands(SslHandler handler, @Nullable Throwable cause) {
        if (phase != Phase.CONNECTING) {
            return;
        }
        if (cause != null) {
            unreachable(ProxyFailure.NODE_HANDSHAKE_FAILED, NodeContext.reason(cause));
        } else if (!ApplicationProtocolNames.HTTP_2.equals(handler.applicationProtocol())) {
            unreachable(ProxyFailure.NODE_HANDSHAKE_FAILED, new Http2Exception(Http2Error.PROTOCOL_ERROR, "no h2"));
        } else {
            ready();
        }
    }

    private void ready() {
        if (phase != Phase.CONNECTING) {
            return;
        }
        phase = Phase.READY;
        figures.connected();
        SocketChannel open = open();
        open.config().setAllowHalfClosure(false);
        open.pipeline().replace(unready, null, codec);
        context = open.pipeline().context(codec);
        codec.widen(context, most);
        for (Http2NodeStream next = waiting.poll(); next != null; next = waiting.poll()) {
            next.ready();
        }
        flushSoon();
    }

    private void unreachable(ProxyFailure failure, Throwable cause) {
        phase = Phase.CLOSED;
        pool.remove(this);
        open().close();
        for (Http2NodeStream next = waiting.poll(); next != null; next = waiting.poll()) {
            next.unreachable(failure, cause);
        }
    }

    Target target() {
        return target;
    }

    LoopFigures figures() {
        return figures;
    }

    AsciiString scheme() {
        return tls == null ? HTTP : HTTPS;
    }

    ByteBufAllocator allocator() {
        return open().alloc();
    }

    Calm calm() {
        return calm;
    }

    /** Whether it leads there, with this TLS or none and so many streams at a time, and takes one more. */
    boolean takes(Target wanted, @Nullable NodeContext with, int streams) {
        return tls == with
                && most == streams
                && target.address().equals(wanted.address())
                && (phase == Phase.CONNECTING && serving < most
                        || phase == Phase.READY
                                && serving < most
                                && connection.local().numActiveStreams() < limit());
    }

    private int limit() {
        return Math.min(most, connection.local().maxActiveStreams());
    }

    /** A stream for an exchange, which {@link #begin} begins. */
    Http2NodeStream newStream(Exchange exchange) {
        serving++;
        return new Http2NodeStream(this, http, allocator(), used, exchange);
    }

    /** At once, or when this is connected. */
    void begin(Http2NodeStream stream) {
        if (phase == Phase.CONNECTING) {
            waiting.add(stream);
        } else if (phase == Phase.CLOSED) {
            http.loop().executor().execute(() -> stream.closed(false, ProxyFailure.CONNECT_FAILED));
        } else {
            stream.ready();
        }
    }

    /** Null where the node takes none, which the stream is told. */
    @Nullable
    Http2Stream open(Http2NodeStream served, Http2Headers fields, boolean isEnd) {
        int id = connection.local().incrementAndGetNextStreamId();
        if (id < 0 || phase != Phase.READY) {
            phase = phase == Phase.READY ? Phase.LEAVING : phase;
            http.loop().executor().execute(() -> served.closed(true, ProxyFailure.NODE_RESET));
            return null;
        }
        codec.encoder().writeHeaders(context(), id, fields, 0, isEnd, context().newPromise());
        Http2Stream opened = connection.stream(id);
        if (opened == null) {
            http.loop().executor().execute(() -> served.closed(true, ProxyFailure.NODE_RESET));
        } else {
            frames.attach(opened, served);
        }
        return opened;
    }

    void writeHead(Http2Stream stream, Http2Headers fields, boolean isEnd) {
        codec.encoder()
                .writeHeaders(
                        context(), stream.id(), fields, 0, isEnd, context().newPromise());
    }

    void write(Http2Stream stream, ByteBuf content, boolean isEnd) {
        calm.sent(content.readableBytes());
        codec.encoder()
                .writeData(context(), stream.id(), content, 0, isEnd, context().newPromise());
    }

    boolean isWritable(Http2Stream stream, Http2NodeStream asking) {
        boolean writable = codec.encoder().flowController().isWritable(stream);
        if (!writable && !blocked.contains(asking)) {
            blocked.add(asking);
        }
        return writable;
    }

    void lookForRoom() {
        for (int left = blocked.size(); left > 0 && !blocked.isEmpty(); left--) {
            blocked.remove().lookForRoom();
        }
    }

    /** The node may send so many octets more. */
    void giveBack(Http2Stream stream, int octets) {
        try {
            if (codec.decoder().flowController().consumeBytes(stream, octets)) {
                flushSoon();
            }
        } catch (Http2Exception broken) {
            cut();
        }
    }

    void reset(Http2Stream stream, Http2Error error) {
        if (phase != Phase.CLOSED) {
            codec.resetStream(context(), stream.id(), error.code(), context().newPromise());
            flushSoon();
        }
    }

    /** Once for all that is written until the loop has nothing else to do. */
    void flushSoon() {
        if (!flushPlanned) {
            flushPlanned = true;
            http.loop().executor().execute(flush);
        }
    }

    private void flush() {
        flushPlanned = false;
        ChannelHandlerContext flushed = context;
        if (phase != Phase.CLOSED && flushed != null) {
            codec.flush(flushed);
        }
    }

    void flushLater(Http2NodeStream stream) {
        touched.add(stream);
    }

    void readComplete() {
        heardAt = http.loop().now();
        for (Http2NodeStream each = touched.poll(); each != null; each = touched.poll()) {
            each.readComplete();
        }
        lookForRoom();
    }

    /** This one's exchange is over. */
    void left(Http2NodeStream stream) {
        waiting.remove(stream);
        blocked.remove(stream);
        used = true;
        calm.answered();
        serving--;
        idleSince = http.loop().now();
        if (serving == 0 && phase != Phase.READY) {
            close();
        }
    }

    /** The exchange of a stream that began then was given up. */
    void givenUp(long began) {
        if (http.loop().now() - Math.max(heardAt, began) > SILENT_NANOS) {
            leave();
        }
    }

    /** The node takes no more. */
    void leave() {
        if (phase == Phase.READY) {
            phase = Phase.LEAVING;
            pool.remove(this);
            if (serving == 0) {
                close();
            }
        }
    }

    /** With GOAWAY, when it serves nothing. */
    void close() {
        SocketChannel closing = channel;
        if (closing != null) {
            closing.close();
        }
    }

    private void closed() {
        boolean connecting = phase == Phase.CONNECTING;
        phase = Phase.CLOSED;
        http.loop().remove(this);
        pool.remove(this);
        target.node().closed();
        if (connecting) {
            for (Http2NodeStream each : List.copyOf(waiting)) {
                each.closed(false, ProxyFailure.CONNECT_FAILED);
            }
        }
    }

    @Override
    protected boolean holdsClient() {
        return false;
    }

    @Override
    protected boolean isRevoked(long nanoTime) {
        return serving == 0 && (target.node().isRevoked() || target.node().isDraining());
    }

    /** Not by way of the codec, which would wait for streams and for the octets of others. */
    @Override
    protected void cut() {
        ChannelHandlerContext closing = context;
        if (closing == null) {
            close();
        } else {
            closing.close();
        }
    }

    @Override
    protected void tick(long now) {
        calm.tick();
        if (serving == 0 && now - idleSince > IDLE_NANOS) {
            close();
        }
    }

    private SocketChannel open() {
        return required(channel);
    }

    private ChannelHandlerContext context() {
        return required(context);
    }

    private static <T> T required(@Nullable T set) {
        if (set == null) {
            throw new IllegalStateException("used before it was connected");
        }
        return set;
    }
}
