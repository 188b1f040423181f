package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AsciiString;
import io.steelyard.domain.listener.Redirect;
import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.balance.Attempts;
import io.steelyard.proxy.counters.Cell;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.LoopConnection;
import io.steelyard.proxy.proxyprotocol.Announcement;
import io.steelyard.proxy.upstream.Target;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request of HTTP/2 on its stream, served as one of HTTP/1.1 would be.
 *
 * <pre>
 *   BEGUN ──content, or nothing more for now──▶ SERVED ──answer written──▶ SENDING ──all sent──▶ CLOSED
 *     │                                           ├──200 to a WebSocket──▶ TUNNELLED──────────────▶ CLOSED
 *     └──malformed, refused, reset, gone──────────┴─────────────────────────┴──────────────────▶ CLOSED
 * </pre>
 *
 * It waits for the first octets of its content, if they came together, so that a small request can be sent again.
 */
final class Http2Request extends LoopConnection implements ExchangeClient, AnswerParts, PacedClient {
    private enum Phase {
        BEGUN,
        SERVED,
        SENDING,
        TUNNELLED,
        CLOSED
    }

    private static final byte[] NONE = {};
    private static final int OK = 200;

    private final Http2Client client;
    private final HttpLoop http;
    private final Inbox inbox;
    private final Exchange exchange;
    private final RequestLog log;
    private final Upload upload = new Upload();
    private final Http2Stream stream;
    private Phase phase = Phase.BEGUN;
    /** As HTTP/1.1 has it, while it waits. */
    private byte[] begun = NONE;

    /** With what it asks for a WebSocket; null when it does not. */
    private @Nullable WebSocketKey key;

    private @Nullable Http2Tunnel tunnel;
    private boolean isHead;
    private boolean ended;
    private boolean touched;
    private boolean blocked;
    /** Octets that came whose room the client did not get back yet. */
    private int held;
    /** Octets of its content that came. */
    private long received;
    /** Octets of room for its answer that the client gave beyond what it began with. */
    private long granted;
    /** Made when it has lasted for a while. */
    private @Nullable PaceWatch pace;

    private long limitNanos;
    private long deadline;
    private long progress;

    Http2Request(Http2Client client, HttpLoop http, Http2Stream stream) {
        this.client = client;
        this.stream = stream;
        this.http = http;
        this.inbox = new Inbox(client.allocator());
        this.log = client.newLog();
        this.exchange = new Exchange(this, http, client.allocator(), inbox, client.facts(), client.newSession());
    }

    /**
     * Begins with a request's head.
     *
     * @throws MalformedRequestException when the stream is to be reset
     */
    void begin(Http2Headers fields, boolean isEnd) throws MalformedRequestException {
        CharSequence method = fields.method();
        isHead = method != null && AsciiString.contentEquals("HEAD", method);
        progress = progress();
        expect(http.limits().clientIdle());
        http.loop().add(this);
        try {
            RequestHead head = http.requestHead();
            int length = http.http2Head().judge(fields, isEnd);
            key = http.http2Head().webSocketKey();
            begin(head.framing(), isEnd);
            if (isEnd) {
                serve(head, length);
            } else {
                begun = Arrays.copyOf(head.octets(), length);
                flushLater();
            }
        } catch (BadMessageException bad) {
            refuse(bad.fault());
        }
    }

    private void begin(Framing framing, boolean isEnd) {
        if (key == null) {
            upload.begin(framing, isEnd);
        } else {
            upload.beginTunnel(isEnd);
        }
    }

    /** Nothing more of it came for now. */
    void serve() {
        if (phase != Phase.BEGUN) {
            return;
        }
        RequestHead head = http.requestHead();
        System.arraycopy(begun, 0, head.octets(), 0, begun.length);
        int length = begun.length;
        begun = NONE;
        head.judge(length);
        serve(head, length);
    }

    private void serve(RequestHead head, int length) {
        phase = Phase.SERVED;
        log.beginHttp2(head);
        ProxyFailure why = client.refusal();
        Optional<Redirect> redirect = frontend().terms().redirect();
        if (why != null) {
            turnAway(why);
        } else if (redirect.isPresent()) {
            answer(OwnAnswer.redirect(Location.of(head, client.facts(), redirect.get())));
        } else {
            cell().request();
            begin(head, length);
        }
    }

    private void begin(RequestHead head, int length) {
        try {
            exchange.begin(head, length);
        } catch (BadMessageException bad) {
            refuse(bad.fault());
        }
    }

    private void turnAway(ProxyFailure why) {
        FailureLog.log(why, frontend(), null);
        answer(
                why == ProxyFailure.ACCESS_DENIED
                        ? OwnAnswer.refusal(Fault.FORBIDDEN)
                        : OwnAnswer.unavailable(client.errorPage()));
        client.leave();
    }

    /**
     * Takes what a frame brought of the content.
     *
     * @param data stays the caller's
     * @return how many octets of {@code data} take no room any more; the rest is given back later
     */
    int take(ByteBuf data, boolean isEnd) throws MalformedRequestException {
        int length = data.readableBytes();
        if (phase == Phase.SENDING || phase == Phase.CLOSED) {
            return length;
        }
        upload.add(data, isEnd, inbox, client.allocator());
        held += length;
        received += length;
        flushLater();
        Http2Tunnel open = tunnel;
        if (open != null) {
            open.takeFromClient(inbox.take(inbox.readable()), isEnd);
            adjustReading();
        } else if (phase == Phase.SERVED && key == null) {
            exchange.passContent();
            adjustReading();
        } else if (phase == Phase.SERVED) {
            return 0;
        } else if (isEnd || inbox.readable() >= Exchange.HELD) {
            serve();
        }
        return 0;
    }

    /** Takes the fields behind the content. */
    void takeTrailer(Http2Headers trailer) throws MalformedRequestException {
        if (phase == Phase.SENDING || phase == Phase.CLOSED) {
            return;
        }
        upload.end(trailer, inbox, client.allocator());
        flushLater();
        if (phase == Phase.SERVED) {
            exchange.passContent();
        } else {
            serve();
        }
    }

    @Override
    public Frontend frontend() {
        return client.frontend();
    }

    @Override
    public RequestLog log() {
        return log;
    }

    @Override
    public Cell cell() {
        return client.cell();
    }

    @Override
    public AnswerParts parts() {
        return this;
    }

    @Override
    public NodePool ownPool() {
        return client.ownPool();
    }

    @Override
    public byte[] announcement(Announcement version) {
        return client.announcement(version);
    }

    @Override
    public boolean isLast() {
        return frontend().isRetired();
    }

    @Override
    public boolean isWritable() {
        boolean writable = client.isWritable(stream);
        if (!writable && !blocked) {
            blocked = true;
            client.awaitRoom(this);
        }
        return writable;
    }

    /** Perhaps it takes more of its answer again; else it waits on. */
    void lookForRoom() {
        blocked = false;
        Http2Tunnel open = tunnel;
        if (open != null && isWritable()) {
            open.clientWritable();
        } else if (phase == Phase.SERVED && isWritable()) {
            exchange.clientWritable();
        }
    }

    @Override
    public void interim(ResponseHead head) {
        client.writeHead(stream, http.http2Fields().of(head, null), false);
    }

    @Override
    public void head(ResponseHead head, byte @Nullable [] session, boolean isEnd) {
        ended = isEnd;
        client.writeHead(stream, http.http2Fields().of(head, session), isEnd);
    }

    @Override
    public void agreement(ResponseHead head, byte @Nullable [] session) {
        WebSocketKey asked = key;
        if (asked == null || !asked.isAcceptedBy(head)) {
            throw Fault.BAD_REQUEST.exception();
        }
        WebSocketKey.dropAccept(head);
        client.writeHead(stream, http.http2Fields().of(OK, head, session), false);
    }

    @Override
    public void write(ByteBuf octets) {
        log.sent(octets.readableBytes());
        client.write(stream, octets, false);
    }

    @Override
    public void trailer(byte[] lines) {
        ended = true;
        client.writeHead(stream, http.http2Fields().ofTrailer(lines), true);
    }

    private void answer(OwnAnswer answer) {
        log.status(answer.status());
        send(answer);
    }

    private void send(OwnAnswer answer) {
        ended = isHead || answer.page().length == 0;
        client.writeHead(stream, http.http2Fields().of(answer), ended);
        if (!ended) {
            write(Unpooled.wrappedBuffer(answer.page()));
        }
        answered(true);
    }

    @Override
    public void flush() {
        client.flushSoon();
    }

    @Override
    public void flushNode() {
        if (client.isReading()) {
            flushLater();
        } else {
            exchange.flushNode();
        }
    }

    private void flushLater() {
        if (!touched) {
            touched = true;
            client.flushLater(this);
        }
    }

    /** What was within a read is complete. */
    void readComplete() {
        touched = false;
        serve();
        exchange.flushNode();
        Http2Tunnel open = tunnel;
        if (open != null) {
            open.flushNode();
        }
    }

    /** The client gets room back as the node takes what it sent. */
    @Override
    public void adjustReading() {
        if (held > 0 && inbox.isEmpty() && takesMore()) {
            int room = held;
            held = 0;
            client.giveBack(stream, room);
        }
    }

    private boolean takesMore() {
        Http2Tunnel open = tunnel;
        return open == null ? exchange.isComplete() || exchange.takesContent() : open.takesMore();
    }

    @Override
    public void expect(Duration limit) {
        expectNanos(limit.toNanos());
    }

    @Override
    public void expectNanos(long nanos) {
        limitNanos = nanos;
        deadline = http.loop().deadline(nanos);
    }

    @Override
    public void expectContent(long idleNanos) {
        expectNanos(Math.min(idleNanos, http.limits().clientIdle().toNanos()));
    }

    /** The client may take its time for what is written and not sent. */
    @Override
    public void answered(boolean another) {
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.SENDING;
        inbox.clear();
        client.answered();
        log.end();
        if (!ended) {
            ended = true;
            ChannelFuture last = client.write(stream, Unpooled.EMPTY_BUFFER, true);
            if (!upload.isEnd()) {
                last.addListener(_ -> stopUpload());
            }
        } else if (!upload.isEnd()) {
            stopUpload();
        }
        client.flushSoon();
    }

    /** The rest of the request is of no use (RFC 9113 section 8.1). */
    private void stopUpload() {
        if (phase == Phase.SENDING) {
            reset(Http2Error.NO_ERROR);
        }
    }

    @Override
    public void upgraded(NodeConnection node, Attempts attempts, ByteBuf head, ByteBuf early) {
        head.release();
        phase = Phase.TUNNELLED;
        http.loop().remove(this);
        Http2Tunnel open = new Http2Tunnel(this, http, new TunnelWork(frontend(), http, log, attempts, node.target()));
        tunnel = open;
        open.open(node, inbox.take(inbox.readable()), upload.isEnd(), early);
        adjustReading();
    }

    /** The node says no more. */
    void endTunnel() {
        client.write(stream, Unpooled.EMPTY_BUFFER, true);
        client.flushSoon();
    }

    /** What RST is to a connection (RFC 8441 section 5). */
    void cancelTunnel() {
        reset(Http2Error.CANCEL);
    }

    @Override
    public void answerUnavailable(ProxyFailure failure) {
        FailureLog.log(failure, frontend(), null);
        // Whatever the last one failed by: no node was left.
        cell().failed(ProxyFailure.NO_NODE);
        answer(OwnAnswer.unavailable(client.errorPage()));
    }

    @Override
    public void refuse(Fault fault) {
        boolean answering = exchange.isAnswering();
        exchange.cancel();
        if (answering) {
            reset(Http2Error.INTERNAL_ERROR);
        } else {
            if (fault != Fault.REQUEST_TIMEOUT) {
                cell().refusedRequest();
            }
            log.refused(fault.status());
            send(OwnAnswer.refusal(fault));
        }
    }

    /** What came of it is no request, and its stream is about to be reset for that. */
    void malformed() {
        if (phase != Phase.BEGUN && phase != Phase.SERVED || exchange.isAnswering()) {
            return;
        }
        cell().refusedRequest();
        log.refused(Fault.BAD_REQUEST.status());
        log.end();
    }

    @Override
    public void abort() {
        reset(Http2Error.INTERNAL_ERROR);
    }

    private void reset(Http2Error error) {
        client.reset(stream, error);
    }

    /** Its stream is closed, by whomever. */
    void closed() {
        if (phase == Phase.CLOSED) {
            return;
        }
        Http2Tunnel open = tunnel;
        if (open != null) {
            phase = Phase.CLOSED;
            open.streamClosed();
            return;
        }
        if (phase != Phase.SENDING && !exchange.isOver()) {
            FailureLog.log(ProxyFailure.CLIENT_RESET, frontend(), null);
        }
        phase = Phase.CLOSED;
        log.end();
        exchange.cancel();
        inbox.clear();
        begun = NONE;
        http.loop().remove(this);
    }

    @Override
    protected boolean holdsClient() {
        return false;
    }

    @Override
    protected boolean isRevoked(long nanoTime) {
        Target target = exchange.target();
        return target != null && target.node().isRevoked();
    }

    @Override
    protected void cut() {
        exchange.failed(ProxyFailure.REVOKED, null);
    }

    @Override
    protected void tick(long now) {
        if (isSlow()) {
            return;
        }
        long before = progress;
        progress = progress();
        if (progress != before) {
            expectNanos(limitNanos);
        } else if (now - deadline > 0) {
            timedOut();
        }
    }

    /** Changes while the client takes something: a slow reader is not a silent one. */
    long progress() {
        return client.room(stream);
    }

    private boolean isSlow() {
        PaceWatch watch = pace;
        if (watch == null) {
            watch = new PaceWatch(this, http.limits().pace());
            pace = watch;
        }
        return watch.isSlow();
    }

    @Override
    public boolean isExchanging() {
        return true;
    }

    @Override
    public boolean awaitsContent() {
        return phase == Phase.SERVED
                && exchange.takesContent()
                && !exchange.isComplete()
                && !exchange.isAnswering()
                && client.hears(stream);
    }

    /** Only for room of its own: a connection without room holds all of its requests up. */
    @Override
    public boolean awaitsTaking() {
        return (phase == Phase.SENDING || exchange.isAnswering()) && client.window(stream) <= 0;
    }

    /** The client gives more room for the answer. */
    void grant(int octets) {
        granted += octets;
    }

    @Override
    public long received() {
        return received;
    }

    @Override
    public long taken() {
        return client.firstWindow() + granted - client.window(stream);
    }

    @Override
    public void sentTooSlowly() {
        cell().failed(ProxyFailure.IDLE_TIMED_OUT);
        refuse(Fault.REQUEST_TIMEOUT);
    }

    @Override
    public void tookTooSlowly() {
        FailureLog.log(ProxyFailure.IDLE_TIMED_OUT, frontend(), null);
        cell().failed(ProxyFailure.IDLE_TIMED_OUT);
        reset(Http2Error.CANCEL);
    }

    private void timedOut() {
        if (phase == Phase.SENDING || exchange.isAnswering()) {
            tookTooSlowly();
        } else if (exchange.isWaiting()) {
            exchange.waitedInVain();
        } else if (phase == Phase.BEGUN || exchange.isSent() && !exchange.isComplete()) {
            sentTooSlowly();
        } else {
            exchange.failed(exchange.isSent() ? ProxyFailure.NO_ANSWER : ProxyFailure.CONNECT_TIMED_OUT, null);
        }
    }
}
