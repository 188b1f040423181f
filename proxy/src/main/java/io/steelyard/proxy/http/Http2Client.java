package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.access.AccessList;
import io.steelyard.proxy.counters.Cell;
import io.steelyard.proxy.errorpage.ErrorPage;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.LoopConnection;
import io.steelyard.proxy.proxyprotocol.Announcement;
import io.steelyard.proxy.proxyprotocol.ClientAddress;
import io.steelyard.proxy.tls.TlsEnd;
import io.steelyard.proxy.transport.Sockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection that speaks HTTP/2. Each of its requests is an {@link Http2Request}.
 *
 * <pre>
 *   OPEN ──retired, refused, silent──▶ LEAVING ──no request left──▶ LINGERING ──▶ CLOSED
 *     └──────────breaks the protocol, floods─────────────────────────▲              ▲
 *     └──────────gone, revoked──────────────────────────────────────────────────────┘
 * </pre>
 *
 * Leaving: GOAWAY was sent, requests that came before finish. Lingering: our side is shut, and what the client still sends
 * is read and dropped for a while, so that it can read why.
 */
final class Http2Client extends LoopConnection {
    private static final long LINGER_NANOS = Duration.ofSeconds(2).toNanos();
    /** For what the client sent before it could have heard of the first GOAWAY (RFC 9113 section 6.8). */
    private static final long NOTICE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final int MOST_UNFLUSHED = 64 * 1024;

    private enum Phase {
        OPEN,
        LEAVING,
        LINGERING,
        CLOSED
    }

    private final SocketChannel channel;
    private final InetSocketAddress address;
    private final Frontend frontend;
    private final HttpLoop http;
    private final Cell cell;
    private final ClientFacts facts;
    private final Http2Frames frames;
    private final Http2Codec codec;
    private final Http2RemoteFlowController flow;
    private final Http2Limits limits;
    private final Calm calm;
    /** Of the connection as a whole; that of a request is its own. */
    private final PaceMeter answers;

    private final ArrayDeque<Http2Request> touched = new ArrayDeque<>();
    private final ArrayDeque<Http2Request> blocked = new ArrayDeque<>();
    private final Runnable flush = this::flush;
    private @Nullable ChannelHandlerContext context;
    private Phase phase = Phase.OPEN;
    private int active;
    private int asked;
    private boolean reading;
    private boolean flushPlanned;
    private int unflushed;
    /** Octets of room for answers that the client gave beyond what it began with. */
    private long granted;

    private boolean noticed;
    private long deadline;
    /** The access list that this client was judged by last. */
    private AccessList judge = AccessList.EVERYBODY;

    /** Node connections of this client alone. */
    private @Nullable NodePool ownPool;

    /** Why no request of this client's is served any more. */
    private @Nullable ProxyFailure refusal;

    private Http2Client(
            SocketChannel channel,
            Frontend frontend,
            HttpLoop http,
            ClientFacts facts,
            @Nullable ProxyFailure refusal) {
        this.channel = channel;
        this.address = ClientAddress.of(channel);
        this.frontend = frontend;
        this.http = http;
        this.facts = facts;
        this.refusal = refusal;
        this.cell = frontend.cell(http.loop());
        this.limits = http.limits().http2();
        this.calm = new Calm(limits);
        this.answers = http.limits().pace().meterOfAnswers();
        Http2Connection connection = new DefaultHttp2Connection(true);
        this.frames = new Http2Frames(this, connection);
        this.codec = Http2Codec.of(this, connection, frames, http.limits());
        this.flow = codec.encoder().flowController();
    }

    /**
     * Takes over a client that began with the preface of HTTP/2.
     *
     * @param refusal why it is served no request
     * @param before who read it so far
     * @param octets what was read, the preface included; taken over
     */
    static void open(
            SocketChannel channel,
            Frontend frontend,
            HttpLoop http,
            ClientFacts facts,
            @Nullable ProxyFailure refusal,
            ChannelHandler before,
            ByteBuf octets) {
        Http2Client client = new Http2Client(channel, frontend, http, facts, refusal);
        client.begin(before, octets);
    }

    private void begin(ChannelHandler before, ByteBuf octets) {
        expect(refusal == null ? http.limits().clientIdle().toNanos() : NOTICE_NANOS);
        http.loop().add(this);
        ChannelHandlerContext left = channel.pipeline().context(before);
        channel.pipeline().replace(before, null, codec);
        context = channel.pipeline().context(codec);
        widen();
        // The one that was replaced leads to the one in its place.
        left.fireChannelRead(octets);
    }

    /** One upload that a node does not take shall not stop the others. */
    private void widen() {
        try {
            codec.decoder()
                    .flowController()
                    .incrementWindowSize(
                            codec.connection().connectionStream(),
                            limits.connectionWindow() - Http2CodecUtil.DEFAULT_WINDOW_SIZE);
        } catch (Http2Exception impossible) {
            failed(impossible);
        }
    }

    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    ClientFacts facts() {
        return facts;
    }

    Frontend frontend() {
        return frontend;
    }

    /** Where this connection's loop counts. */
    Cell cell() {
        return cell;
    }

    Calm calm() {
        return calm;
    }

    /** Whether nodes are asked for them: those of HTTP/2 are not. Of the balancer as it is now. */
    boolean takesWebSockets() {
        return frontend.route().policy().nodeStreams() == 0;
    }

    NodePool ownPool() {
        NodePool own = ownPool;
        if (own == null) {
            own = new NodePool(http.loop(), 1);
            ownPool = own;
        }
        return own;
    }

    byte[] announcement(Announcement version) {
        return version.of(address, channel.localAddress());
    }

    ErrorPage errorPage() {
        return frontend.route().policy().errorPage();
    }

    RequestLog newLog() {
        return new RequestLog(frontend, http.loop(), address, channel);
    }

    RequestSession newSession() {
        return new RequestSession(address.getAddress());
    }

    Http2Request newRequest(Http2Stream stream) {
        active++;
        if (++asked == http.limits().requests()) {
            leave();
        }
        return new Http2Request(this, http, stream);
    }

    /** A request's stream is closed. */
    void ended() {
        if (--active == 0) {
            if (!noticed) {
                expect(http.limits().clientIdle().toNanos());
            }
            if (phase == Phase.LEAVING) {
                http.loop().executor().execute(this::lingerIfDone);
            }
        }
    }

    /** A request was answered whole. */
    void answered() {
        calm.answered();
    }

    /** A client that the access list lets in no longer may finish its requests, and begin no other. */
    @Nullable
    ProxyFailure refusal() {
        AccessList access = frontend.route().policy().access();
        if (access != judge && refusal != ProxyFailure.THROTTLED) {
            judge = access;
            refusal = access.admits(address.getAddress()) ? null : ProxyFailure.ACCESS_DENIED;
        }
        return refusal;
    }

    /** Whether more of what was received is about to be told. */
    boolean isReading() {
        return reading;
    }

    void readBegins() {
        reading = true;
    }

    /** Tells this request when all that was received is dealt with. */
    void flushLater(Http2Request request) {
        touched.add(request);
    }

    void readComplete() {
        for (Http2Request each = touched.poll(); each != null; each = touched.poll()) {
            each.readComplete();
        }
        reading = false;
        lookForRoom();
    }

    /** Nothing is heard of a client that does not read what it is told. */
    void adjustReading() {
        if (channel.isOpen()) {
            channel.config().setAutoRead(channel.isWritable());
        }
    }

    boolean isWritable(Http2Stream stream) {
        return flow.isWritable(stream);
    }

    /** Changes while a stream's client takes something. */
    long room(Http2Stream stream) {
        return ((long) flow.windowSize(stream) << Integer.SIZE) + channel.bytesBeforeWritable();
    }

    /** Asks this request when there may be room. */
    void awaitRoom(Http2Request request) {
        blocked.add(request);
    }

    /** Netty tells of changes between what it saw itself, which may be none where we saw one. */
    void lookForRoom() {
        if (channel.isWritable()) {
            // Writing may come here again before it returns.
            for (int left = blocked.size(); left > 0 && !blocked.isEmpty(); left--) {
                blocked.remove().lookForRoom();
            }
        }
    }

    void writeHead(Http2Stream stream, Http2Headers fields, boolean isEnd) {
        codec.encoder()
                .writeHeaders(
                        context(), stream.id(), fields, 0, isEnd, context().newPromise());
    }

    ChannelFuture write(Http2Stream stream, ByteBuf content, boolean isEnd) {
        int octets = content.readableBytes();
        calm.sent(octets);
        ChannelFuture written = codec.encoder()
                .writeData(context(), stream.id(), content, 0, isEnd, context().newPromise());
        unflushed += octets;
        if (unflushed >= MOST_UNFLUSHED) {
            // Else a fast node could bring more than the socket takes before anybody notices.
            flush();
        }
        return written;
    }

    /** The client may send so many octets more. */
    void giveBack(Http2Stream stream, int octets) {
        try {
            if (codec.decoder().flowController().consumeBytes(stream, octets)) {
                flushSoon();
            }
        } catch (Http2Exception broken) {
            failed(broken);
        }
    }

    /** Once for all that is written until the loop has nothing else to do. */
    void flushSoon() {
        if (!flushPlanned && !reading) {
            flushPlanned = true;
            http.loop().executor().execute(flush);
        }
    }

    private void flush() {
        flushPlanned = false;
        unflushed = 0;
        if (phase == Phase.OPEN || phase == Phase.LEAVING) {
            codec.flush(context());
        }
    }

    void reset(Http2Stream stream, Http2Error error) {
        codec.resetStream(context(), stream.id(), error.code(), context().newPromise());
        flushSoon();
    }

    /** The client gives more room for answers, all of them together. */
    void grant(int octets) {
        granted += octets;
    }

    private boolean isNew(int stream) {
        return stream > codec.connection().remote().lastStreamCreated();
    }

    /** What came on a stream is no request at all. */
    private void refuseUnbegun(Fault fault) {
        RequestLog log = newLog();
        cell.refusedRequest();
        log.refused(fault.status());
        log.end();
    }

    /**
     * A stream is about to be reset for what the client sent.
     *
     * @param stream its number
     */
    void streamFails(int stream, Http2Exception why) {
        Http2Request request = frames.of(stream);
        if (why instanceof Http2Exception.HeaderListSizeException) {
            refuseUnbegun(Fault.HEAD_TOO_LARGE);
        } else if (why.error() == Http2Error.PROTOCOL_ERROR && request != null) {
            request.malformed();
        } else if (why.error() == Http2Error.PROTOCOL_ERROR && isNew(stream)) {
            refuseUnbegun(Fault.BAD_REQUEST);
        }
    }

    /** A stream was reset for what the client sent. */
    void streamFailed() {
        try {
            calm.reset();
        } catch (Http2Exception flood) {
            failed(flood);
        }
    }

    /** The connection cannot go on. */
    void failed(Throwable cause) {
        if (phase == Phase.LINGERING || phase == Phase.CLOSED) {
            return;
        }
        if (cause instanceof Http2Exception broken) {
            FailureLog.log(ProxyFailure.CLIENT_PROTOCOL, frontend, broken);
            goAway(
                    codec.connection().remote().lastStreamCreated(),
                    broken.error(),
                    String.valueOf(broken.getMessage()));
            linger();
        } else {
            FailureLog.log(
                    cause instanceof IOException ? ProxyFailure.CLIENT_RESET : ProxyFailure.INTERNAL, frontend, cause);
            reset();
        }
    }

    /** Serves what came, and nothing more. */
    void leave() {
        if (phase == Phase.OPEN) {
            phase = Phase.LEAVING;
            goAway(codec.connection().remote().lastStreamCreated(), Http2Error.NO_ERROR, "");
            http.loop().executor().execute(this::lingerIfDone);
        }
    }

    /** Asks for no more requests, and serves those that are under way to us. */
    private void giveNotice() {
        if (!noticed) {
            noticed = true;
            expect(NOTICE_NANOS);
            goAway(Integer.MAX_VALUE, Http2Error.NO_ERROR, "");
        }
    }

    private void goAway(int last, Http2Error error, String why) {
        ByteBuf told = Unpooled.wrappedBuffer(why.getBytes(StandardCharsets.UTF_8));
        codec.goAway(context(), last, error.code(), told, context().newPromise());
        codec.flush(context());
    }

    private void lingerIfDone() {
        if (phase == Phase.LEAVING && active == 0) {
            linger();
        }
    }

    private void linger() {
        phase = Phase.LINGERING;
        expect(LINGER_NANOS);
        endRequests();
        channel.pipeline().replace(codec, null, new Dropping(this));
        adjustReading();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> shutOutput());
    }

    /** With what is half read or half written, which nobody else gives back where the codec is left before the end. */
    private void endRequests() {
        codec.connection().close(context().newPromise());
        codec.encoder().close();
        codec.decoder().close();
    }

    private void shutOutput() {
        if (phase == Phase.LINGERING) {
            TlsEnd.shutOutput(channel);
        }
    }

    private void expect(long nanos) {
        deadline = http.loop().deadline(nanos);
    }

    @Override
    protected boolean isRevoked(long nanoTime) {
        return frontend.isRevoked(nanoTime);
    }

    @Override
    protected void cut() {
        reset();
    }

    @Override
    protected void tick(long now) {
        calm.tick();
        if (active == 0) {
            answers.reset();
        }
        if (answers.isSlow(awaitsTaking(), taken())) {
            tookTooSlowly();
            return;
        }
        if (phase == Phase.OPEN && frontend.isRetired()) {
            giveNotice();
        }
        if (now - deadline > 0) {
            timedOut();
        }
    }

    /** Whether answers go on when the client takes more of them, whichever, and not before. */
    private boolean awaitsTaking() {
        return active > 0 && (!channel.isWritable() || room() <= 0);
    }

    private int room() {
        return flow.windowSize(codec.connection().connectionStream());
    }

    /** What the client took of all answers. */
    private long taken() {
        return granted - room() - channel.bytesBeforeWritable();
    }

    /** Whether the client gives room for this request's content, and is heard. */
    boolean hears(Http2Stream stream) {
        Http2LocalFlowController uploads = codec.decoder().flowController();
        return channel.config().isAutoRead()
                && uploads.windowSize(stream) > 0
                && uploads.windowSize(codec.connection().connectionStream()) > 0;
    }

    /** How much of an answer the client has room for. */
    int window(Http2Stream stream) {
        return flow.windowSize(stream);
    }

    /** How much it has room for before an answer begins. */
    int firstWindow() {
        return flow.initialWindowSize();
    }

    private void tookTooSlowly() {
        FailureLog.log(ProxyFailure.IDLE_TIMED_OUT, frontend, null);
        cell.failed(ProxyFailure.IDLE_TIMED_OUT);
        reset();
    }

    private void timedOut() {
        if (phase == Phase.LINGERING) {
            reset();
        } else if (noticed) {
            leave();
        } else if (active == 0) {
            cell.keepAliveTimedOut();
            leave();
        }
    }

    void reset() {
        Sockets.resetAtEnd(channel);
        close();
    }

    void close() {
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.CLOSED;
        endRequests();
        http.loop().remove(this);
        NodePool own = ownPool;
        if (own != null) {
            own.close();
        }
        frontend.release();
        channel.close();
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext own = context;
        if (own == null) {
            throw new IllegalStateException("used before it was added to its channel");
        }
        return own;
    }
}
