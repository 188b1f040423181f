package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelException;
import io.steelyard.domain.traffic.RequestId;
import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.balance.Attempts;
import io.steelyard.proxy.cache.KeptAnswer;
import io.steelyard.proxy.frontend.Route;
import io.steelyard.proxy.http.ResponseEncoder.Persistence;
import io.steelyard.proxy.tls.NodeContext;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer. One object serves all requests of a client's connection in turn.
 *
 * <pre>
 *   CONNECTING ──▶ SENT ──first octet of the answer──▶ ANSWERING ──▶ OVER
 *     ▲   │          │                                     └─node fails──▶ OVER (client reset)
 *     │   └──fails───┤
 *     └──────────────┴──no node left, or sending again could have an effect twice──▶ OVER (503)
 * </pre>
 *
 * What was not sent yet goes to any other node. What was sent goes to another only when it is idempotent, complete and
 * still held, and to each node once.
 */
final class Exchange {
    /** A request up to this size is held until its answer begins, so that it can be sent again. In octets. */
    static final int HELD = 16 * 1024;

    private static final int SERVER_ERROR = 500;

    private enum Phase {
        CONNECTING,
        SENT,
        ANSWERING,
        OVER
    }

    private final ExchangeClient client;
    private final @Nullable AnswerParts parts;
    private final HttpLoop http;
    private final ByteBufAllocator allocator;
    private final Inbox inbox;
    private final ClientFacts facts;
    private final RequestSession session;
    private final RequestCache cache;
    private final Content content = new Content();
    private Phase phase = Phase.OVER;
    private Method method = Method.OTHER;
    private boolean http10;
    private boolean allowsAnother;
    private boolean asksForWebSocket;
    private Route route;
    private final Attempts attempts = new Attempts(0);
    private @Nullable NodeLink node;
    /** An answer that no node gives. */
    private @Nullable Replay replay;
    /** The head as nodes get it, and content that came with it; gone when it cannot be sent again. */
    private @Nullable ByteBuf opening;

    /** What it is called; null where it has no name. */
    private byte @Nullable [] requestId;

    private int openingLength;
    /** How much of that is content. */
    private int openingContent;

    private boolean triedAfresh;
    /** Whether octets of it went to any node. */
    private boolean wasSent;
    /** Whether it counted against a node: one request strikes one node, or a bad URL could take a pool down. */
    private boolean struck;
    /** In loop time. */
    private long sentAt;
    /** Monotonic time when its head had come, and when the latest node was chosen for it. */
    private long begunAt;

    private long askedAt;
    /** Whether the answer's status is 5xx. */
    private boolean serverError;
    /** Of the node's state when it was given this request. */
    private int era;

    Exchange(
            ExchangeClient client,
            HttpLoop http,
            ByteBufAllocator allocator,
            Inbox inbox,
            ClientFacts facts,
            RequestSession session) {
        this.client = client;
        this.parts = client.parts();
        this.http = http;
        this.allocator = allocator;
        this.inbox = inbox;
        this.facts = facts;
        this.session = session;
        this.cache = new RequestCache(client.frontend().terms().secure());
        this.route = client.frontend().route();
    }

    Method method() {
        return method;
    }

    /** Who takes the answer in parts; null where it goes as octets. */
    @Nullable
    AnswerParts parts() {
        return parts;
    }

    boolean isHttp10() {
        return http10;
    }

    /** Whether the node may answer that it speaks the WebSocket protocol from now on. */
    boolean asksForWebSocket() {
        return asksForWebSocket;
    }

    boolean isOver() {
        return phase == Phase.OVER;
    }

    boolean isAnswering() {
        return phase == Phase.ANSWERING;
    }

    /** Whether the request, or the first part of it, went to a node. */
    boolean isSent() {
        return phase == Phase.SENT || phase == Phase.ANSWERING;
    }

    /** Whether all of the request has come. */
    boolean isComplete() {
        return content.isEnd();
    }

    /** Whether another request may follow on the client's connection. */
    boolean allowsAnother() {
        return allowsAnother && isComplete();
    }

    /** Whether what the client may send now can be passed on. */
    boolean takesContent() {
        NodeLink current = node;
        return isSent() && current != null && current.isWritable();
    }

    @Nullable
    Target target() {
        NodeLink current = node;
        return current == null ? null : current.target();
    }

    /**
     * Starts with the request whose head was judged and whose content the inbox goes on with.
     *
     * @throws BadMessageException when the content that came is not framed as it must be; then nothing was sent
     */
    void begin(RequestHead head, int headLength) {
        method = head.line().method();
        http10 = head.line().isHttp10();
        allowsAnother = head.allowsAnother() && !client.frontend().isRetired();
        asksForWebSocket = head.asksForWebSocket();
        triedAfresh = false;
        wasSent = false;
        struck = false;
        begunAt = http.loop().nanoTime();
        askedAt = begunAt;
        frame(head.framing());
        route = client.frontend().route();
        if (route.policy().strict()) {
            head.requirePlain(headLength);
        }
        if (asksForWebSocket && route.policy().nodeStreams() > 0) {
            throw Fault.NOT_IMPLEMENTED.exception();
        }
        Optional<KeptAnswer> kept = asksForWebSocket ? Optional.empty() : cache.find(route.policy(), head);
        if (kept.isPresent()) {
            giveAgain(kept.get());
            return;
        }
        encode(head, headLength);
        attempts.begin(http.loop().now());
        phase = Phase.CONNECTING;
        Target again = session.take(route, head);
        Target first = again == null ? attempts.first(route, isRepeatable()) : attempts.first(route, again);
        if (first == null && attempts.isFull(route)) {
            awaitRoom();
        } else {
            connect(first, ProxyFailure.NO_NODE);
        }
    }

    private void awaitRoom() {
        long nanos = attempts.await(route, client.frontend()::route, http.loop().executor(), this::connectInTurn);
        if (nanos == 0) {
            giveUp(ProxyFailure.QUEUE_FULL);
        } else {
            client.expectNanos(nanos);
            client.adjustReading();
        }
    }

    private void connectInTurn(Target target) {
        route = client.frontend().route();
        connect(target, true);
    }

    /** Whether it waits for a node that has room. */
    boolean isWaiting() {
        return attempts.isWaiting();
    }

    /** No node had room in time. */
    void waitedInVain() {
        giveUp(ProxyFailure.QUEUE_TIMED_OUT);
    }

    private void giveAgain(KeptAnswer kept) {
        phase = Phase.ANSWERING;
        client.log().status(kept.status());
        Replay given = Replay.of(
                kept, method, persistence(Content.Framing.LENGTH), http.loop().nanoTime());
        replay = given;
        if (parts == null) {
            client.log().head(given.headOctets());
        } else {
            ResponseHead head = http.responseHead();
            head.scan(Unpooled.wrappedBuffer(given.takeHead()));
            parts.head(head, null, given.isEnd());
        }
        client.expectNanos(route.idleNanos());
        goOn();
    }

    /** As much of what is given again as the client takes. Writing may call this again before it returns. */
    private void goOn() {
        Replay current = replay;
        while (current != null && current == replay && client.isWritable()) {
            if (!current.isEnd()) {
                client.write(current.next(allocator));
                client.expectNanos(route.idleNanos());
            }
            if (current.isEnd()) {
                replay = null;
                phase = Phase.OVER;
                client.answered(allowsAnother);
            } else {
                client.flush();
            }
        }
    }

    private void frame(Framing framing) {
        if (framing.isChunked()) {
            content.chunks(false);
        } else if (framing.contentLength() > 0) {
            content.length(framing.contentLength());
        } else {
            content.none();
        }
    }

    private void encode(RequestHead head, int headLength) {
        boolean withContent = !content.isEnd() && inbox.readable() <= HELD;
        int most = headLength + RequestEncoder.ADDED + (withContent ? inbox.readable() : 0);
        ByteBuf out = http.headBuffers().take(most, allocator);
        opening = out;
        Optional<RequestId> names = route.policy().requestId();
        requestId = names.isPresent() ? http.requestIds().of(head, names.get().fromClient()) : null;
        RequestEncoder.encode(head, facts, requestId, out);
        int headOctets = out.readableBytes();
        if (withContent && !inbox.isEmpty()) {
            content.copy(inbox, out);
        }
        openingLength = out.readableBytes();
        openingContent = openingLength - headOctets;
    }

    private void connect(@Nullable Target next, ProxyFailure otherwise) {
        if (next == null) {
            giveUp(otherwise);
        } else {
            if (attempts.tries() > 1) {
                again();
            }
            connect(next, true);
        }
    }

    private void connect(Target target, boolean pooled) {
        era = target.node().era();
        client.log().node(target);
        if (route.policy().nodeStreams() > 0) {
            connectStream(target);
            return;
        }
        NodeConnection idle = pooled ? pool().take(target, tls(), !method.isIdempotent()) : null;
        if (idle != null) {
            node = idle;
            idle.serve(this);
            connected();
            return;
        }
        client.expect(http.limits().connectTime());
        phase = Phase.CONNECTING;
        try {
            node = NodeConnection.connect(http, pool(), target, this);
        } catch (ChannelException noSocket) {
            FailureLog.log(ProxyFailure.NO_SOCKET, target, noSocket);
            client.cell().failed(ProxyFailure.NO_SOCKET);
            giveUp(ProxyFailure.NO_SOCKET);
        }
    }

    private void connectStream(Target target) {
        client.expect(http.limits().connectTime());
        phase = Phase.CONNECTING;
        try {
            Http2Node connection =
                    pool().http2(http).take(target, tls(), route.policy().nodeStreams(), this::announcement);
            Http2NodeStream stream = connection.newStream(this);
            node = stream;
            connection.begin(stream);
        } catch (ChannelException noSocket) {
            FailureLog.log(ProxyFailure.NO_SOCKET, target, noSocket);
            client.cell().failed(ProxyFailure.NO_SOCKET);
            giveUp(ProxyFailure.NO_SOCKET);
        }
    }

    /** Connections that nodes know as one client's serve no other. */
    private NodePool pool() {
        return route.policy().announcement().isPresent() ? client.ownPool() : http.pool();
    }

    /** How connections to nodes speak TLS; null where they do not. */
    @Nullable
    NodeContext tls() {
        return route.policy().nodeContext().orElse(null);
    }

    /** What a node is told in front of a connection that is made for this client. */
    Optional<ByteBuf> announcement() {
        return route.policy().announcement().map(client::announcement).map(Unpooled::wrappedBuffer);
    }

    /** The node's connection can be used. */
    void connected() {
        NodeLink current = node;
        ByteBuf out = opening;
        if (current == null || out == null) {
            return;
        }
        phase = Phase.SENT;
        wasSent = true;
        current.figures().request();
        sentAt = http.loop().now();
        client.log().asked();
        client.log().received(openingContent);
        if (isRepeatable() || current.mayRefuse() && isHeld()) {
            current.write(out.retainedSlice(0, openingLength));
        } else {
            opening = null;
            current.write(out);
        }
        passContent();
        client.flushNode();
    }

    /** Passes on what the inbox has of the content. */
    void passContent() {
        NodeLink current = node;
        if (current == null || !isSent()) {
            return;
        }
        try {
            while (!inbox.isEmpty() && !content.isEnd()) {
                ByteBuf octets = content.take(inbox, allocator);
                client.log().received(octets.readableBytes());
                write(current, octets);
            }
        } catch (BadMessageException unframed) {
            client.refuse(unframed.fault());
            return;
        }
        expectNext();
        client.adjustReading();
    }

    private static void write(NodeLink node, ByteBuf octets) {
        if (octets.isReadable()) {
            node.write(octets);
        } else {
            octets.release();
        }
    }

    private void expectNext() {
        if (!content.isEnd()) {
            client.expectContent(route.idleNanos());
        } else if (phase == Phase.SENT) {
            client.expect(http.limits().firstByteTime());
        }
    }

    void nodeWritable() {
        client.adjustReading();
    }

    void flushNode() {
        NodeLink current = node;
        if (current != null && isSent()) {
            current.flush();
        }
    }

    void flushClient() {
        client.flush();
    }

    /** What the client shall be told of its connection in an answer whose content is framed like this. */
    Persistence persistence(Content.Framing framing) {
        if (!isComplete() || client.isLast()) {
            allowsAnother = false;
        }
        if (http10 && (framing == Content.Framing.CHUNKS || framing == Content.Framing.CLOSE)) {
            allowsAnother = false;
        }
        return persistence(allowsAnother);
    }

    /** What the client shall be told of its connection. */
    Persistence persistence(boolean another) {
        if (!another) {
            return Persistence.CLOSE;
        }
        return http10 ? Persistence.KEEP_ALIVE : Persistence.SILENT;
    }

    /** What the client is told of its session in the answer that the node gives; null for nothing. */
    byte @Nullable [] sessionField(ResponseHead head) {
        NodeLink current = node;
        return current == null ? null : session.answeredBy(current.target().node(), head);
    }

    /** The answer has begun, and its head is not complete: the listener's time for silence holds from now on. */
    void headBegan() {
        client.log().heard();
        client.expectNanos(route.idleNanos());
    }

    /** Passes an interim answer; the node may still fail without harm. */
    void passInterim(ByteBuf octets) {
        client.log().head(octets.readableBytes());
        client.write(octets);
        expectNext();
    }

    /** The same in parts. */
    void passInterim(AnswerParts to, ResponseHead head) {
        to.interim(head);
        expectNext();
    }

    /**
     * Passes the head of the answer to the client.
     *
     * @param framing how the content goes on
     * @param octets as the client gets it
     * @param content how many octets of it stand before the content
     */
    void passHead(ResponseHead head, Content.Framing framing, ByteBuf octets, int content) {
        answered(head.line().status());
        cache.answered(head, framing, false);
        client.log().head(content);
        pass(octets, octets.readerIndex() + content);
        client.log().passed();
    }

    /**
     * The same in parts.
     *
     * @param from where the content comes from, and goes on without a framing
     */
    void passHead(AnswerParts to, ResponseHead head, Content from) {
        answered(head.line().status());
        cache.answered(head, from.framing(), true);
        byte[] told = sessionField(head);
        phase = Phase.ANSWERING;
        releaseOpening();
        to.head(head, told, from.isEnd());
        client.log().passed();
        client.expectNanos(route.idleNanos());
    }

    private void answered(int status) {
        client.log().status(status);
        client.log().answered(status);
        count(status);
        serverError = status >= SERVER_ERROR;
    }

    private void count(int status) {
        NodeLink current = node;
        if (current != null) {
            long now = http.loop().nanoTime();
            client.cell().figures().took(now - begunAt);
            current.figures().took(now - askedAt);
            current.figures().status(status);
        }
    }

    /** Passes a part of the answer to the client. */
    void pass(ByteBuf octets) {
        pass(octets, octets.readerIndex());
    }

    private void pass(ByteBuf octets, int content) {
        phase = Phase.ANSWERING;
        cache.pass(octets, content);
        releaseOpening();
        client.write(octets);
        client.expectNanos(route.idleNanos());
        NodeLink current = node;
        if (current != null && !client.isWritable()) {
            current.setReading(false);
        }
    }

    void clientWritable() {
        goOn();
        NodeLink current = node;
        if (current != null && isSent()) {
            current.setReading(true);
        }
    }

    /**
     * All of the answer was passed.
     *
     * @param exact whether nothing followed that belongs to no answer
     * @param reusable whether the node's connection may serve another exchange, waiting for it
     * @param idleNanos for so long
     */
    void answered(boolean exact, boolean reusable, long idleNanos) {
        if (isOver()) {
            return;
        }
        phase = Phase.OVER;
        cache.complete(exact);
        attempts.end();
        NodeLink used = node;
        node = null;
        if (used != null) {
            used.target().node().answered(era, serverError);
            if (reusable
                    && !asksForWebSocket
                    && isComplete()
                    && idleNanos > 0
                    && isKept(used.target().node())) {
                used.becomeIdle(idleNanos);
            } else {
                used.close();
            }
        }
        client.answered(allowsAnother);
    }

    /**
     * The node speaks the WebSocket protocol from now on, as it was asked to. The client and its node are the {@link
     * Tunnel}'s.
     *
     * @param head its answer, as the client gets it
     * @param early what the node sent behind it
     */
    void upgraded(ByteBuf head, ByteBuf early) {
        if (!(node instanceof NodeConnection upgraded)) {
            head.release();
            early.release();
            return;
        }
        count(ResponseHead.SWITCHING_PROTOCOLS);
        client.log().answered(ResponseHead.SWITCHING_PROTOCOLS);
        phase = Phase.OVER;
        node = null;
        releaseOpening();
        upgraded.target().node().succeeded(era);
        client.upgraded(upgraded, attempts, head, early);
    }

    /** The node did something else than to speak WebSocket, which a client of HTTP/2 would take for its consent. */
    void disagreed() {
        client.refuse(Fault.BAD_GATEWAY);
    }

    private static boolean isKept(NodeState used) {
        return !used.isRevoked() && !used.isDraining();
    }

    /** The node, or the connection to it, failed. */
    void failed(ProxyFailure failure, @Nullable Throwable cause) {
        NodeLink failed = node;
        if (isOver() || failed == null) {
            return;
        }
        node = null;
        boolean stale = failure == ProxyFailure.NODE_RESET && failed.isUsed() && phase == Phase.SENT;
        failed.close();
        if (stale && isRepeatable() && !triedAfresh) {
            triedAfresh = true;
            again();
            connect(failed.target(), false);
            return;
        }
        FailureLog.log(failure, named(failed.target()), cause);
        client.cell().failed(failure);
        failed.figures().failed(failure);
        if (!stale) {
            // Else the node let an idle connection go, which is no failure of it.
            strike(failed.target(), failure);
        }
        if (phase == Phase.ANSWERING) {
            client.abort();
        } else {
            moveOn(failure);
        }
    }

    /** The node did not look at it: whatever it asks for may be asked again (RFC 9113, section 8.7), and is, once. */
    void refused() {
        NodeLink refusing = node;
        if (refusing == null || phase != Phase.SENT || !isHeld() || triedAfresh) {
            failed(ProxyFailure.NODE_RESET, null);
            return;
        }
        node = null;
        refusing.close();
        triedAfresh = true;
        again();
        connect(refusing.target(), true);
    }

    private void strike(Target target, ProxyFailure failure) {
        if (!struck) {
            struck = true;
            target.node().failed(era, failure);
        }
    }

    /** By the configuration as it is now: the node may have failed because it was disabled. */
    private void moveOn(ProxyFailure failure) {
        route = client.frontend().route();
        if (!wasSent) {
            connect(attempts.next(route, http.loop().now()), ProxyFailure.NO_NODE);
        } else if (isRepeatable()) {
            attempts.waited(http.loop().now() - sentAt);
            connect(attempts.nextUntried(route, http.loop().now()), failure);
        } else {
            giveUp(failure);
        }
    }

    /** A failure's place, with the request where that has a name. */
    private Object named(Target target) {
        byte[] name = requestId;
        return name == null ? target : target + ", request " + new String(name, StandardCharsets.US_ASCII);
    }

    private void again() {
        askedAt = http.loop().nanoTime();
        client.cell().figures().retried();
    }

    /** Ends the exchange; nothing of it will be sent or heard any more. */
    void cancel() {
        phase = Phase.OVER;
        replay = null;
        cache.end();
        attempts.end();
        releaseOpening();
        NodeLink current = node;
        node = null;
        if (current != null) {
            current.close();
        }
    }

    private void giveUp(ProxyFailure failure) {
        cancel();
        client.answerUnavailable(failure);
    }

    private boolean isRepeatable() {
        return method.isIdempotent() && isHeld();
    }

    private boolean isHeld() {
        return opening != null && content.isEnd() && openingLength <= HELD;
    }

    private void releaseOpening() {
        ByteBuf held = opening;
        if (held != null) {
            opening = null;
            held.release();
        }
    }
}
