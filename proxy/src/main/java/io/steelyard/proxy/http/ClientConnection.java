package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.steelyard.domain.listener.Redirect;
import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.access.AccessList;
import io.steelyard.proxy.balance.Attempts;
import io.steelyard.proxy.counters.Cell;
import io.steelyard.proxy.errorpage.ErrorPage;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.http.ResponseEncoder.Persistence;
import io.steelyard.proxy.proxyprotocol.Announcement;
import io.steelyard.proxy.proxyprotocol.ClientAddress;
import io.steelyard.proxy.tcp.RelayEnd;
import io.steelyard.proxy.tls.TlsEnd;
import io.steelyard.proxy.transport.Sockets;
import io.steelyard.proxy.upstream.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: gathers requests, one at a time and in order, and writes what answers them.
 *
 * <pre>
 *   IDLE ──▶ HEAD ──▶ EXCHANGE ──▶ IDLE …
 *     │        │         ├──last answer, refused──▶ LINGERING ──▶ CLOSED
 *     │        │         └──101──▶ UPGRADED: a {@link Tunnel} has it
 *     └────────┴──gone, reset, revoked, silent──────────────────▶ CLOSED
 * </pre>
 *
 * Lingering: our side is shut, and what the client still sends is read and dropped for a while. Closing at once would
 * reset the connection under an answer that the client has not read yet.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter implements ExchangeClient, PacedClient {
    private static final long LINGER_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int LINGER_OCTETS = 1 << 20;
    private static final int MOVED_PERMANENTLY = 301;
    /** For a request that is refused whatever it is. */
    private static final Duration REFUSED_TIME = Duration.ofSeconds(2);

    private enum Phase {
        IDLE,
        HEAD,
        EXCHANGE,
        LINGERING,
        UPGRADED,
        CLOSED
    }

    private final SocketChannel channel;
    private final Frontend frontend;
    private final HttpLoop http;
    private final InetSocketAddress address;
    private final Cell cell;
    private final Inbox inbox;
    private final ClientFacts facts;
    private final Exchange exchange;
    private final ClientClock clock;
    private final RequestLog log;
    private Phase phase = Phase.IDLE;
    private boolean reading = true;
    private boolean insideRead;
    private boolean insideHeads;
    private boolean served;
    private boolean inputEnded;
    private int lingered;
    private long received;
    private long written;
    private int requests;
    /** The access list that this client was judged by last. */
    private AccessList judge = AccessList.EVERYBODY;

    /** Node connections of this client alone. */
    private @Nullable NodePool ownPool;

    /** Why no request of this client's is served any more. */
    private @Nullable ProxyFailure refusal;

    private ClientConnection(SocketChannel channel, Frontend frontend, HttpLoop http) {
        this.channel = channel;
        this.frontend = frontend;
        this.http = http;
        this.address = ClientAddress.of(channel);
        this.log = new RequestLog(frontend, http.loop(), address, channel);
        this.cell = frontend.cell(http.loop());
        this.inbox = new Inbox(channel.alloc());
        this.facts =
                ClientFacts.of(address, channel.localAddress(), frontend.terms().secure());
        this.exchange =
                new Exchange(this, http, channel.alloc(), inbox, facts, new RequestSession(address.getAddress()));
        this.clock = new ClientClock(this, http.loop(), http.limits().pace());
    }

    /** Takes over a client that {@code frontend} admitted; on the client's event loop. */
    static void open(SocketChannel channel, Frontend frontend, HttpLoop http) {
        new ClientConnection(channel, frontend, http).begin(http.limits().clientIdle());
    }

    /** Takes over a client that is over its throttle: its request is answered with that, if it comes soon. */
    static void refuse(SocketChannel channel, Frontend frontend, HttpLoop http) {
        ClientConnection client = new ClientConnection(channel, frontend, http);
        client.refusal = ProxyFailure.THROTTLED;
        client.begin(REFUSED_TIME);
    }

    private void begin(Duration limit) {
        expect(limit);
        http.loop().add(clock);
        channel.pipeline().addLast(this);
    }

    @Override
    public Frontend frontend() {
        return frontend;
    }

    @Override
    public RequestLog log() {
        return log;
    }

    @Override
    public Cell cell() {
        return cell;
    }

    @Override
    public NodePool ownPool() {
        NodePool own = ownPool;
        if (own == null) {
            own = new NodePool(http.loop(), 1);
            ownPool = own;
        }
        return own;
    }

    @Override
    public byte[] announcement(Announcement version) {
        return version.of(address, channel.localAddress());
    }

    @Override
    public @Nullable AnswerParts parts() {
        return null;
    }

    @Override
    public boolean isLast() {
        return saidAll() || frontend.isRetired() || hasAskedEnough();
    }

    private boolean hasAskedEnough() {
        return http.limits().requests() > 0 && requests >= http.limits().requests();
    }

    private boolean saidAll() {
        return inputEnded && inbox.isEmpty();
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        insideRead = true;
        received += ((ByteBuf) message).readableBytes();
        take((ByteBuf) message);
        insideRead = false;
    }

    private void take(ByteBuf octets) {
        switch (phase) {
            case IDLE -> {
                inbox.add(octets);
                readHeads();
            }
            case HEAD -> readMoreOfHead(octets);
            case EXCHANGE -> {
                inbox.add(octets);
                exchange.passContent();
                adjustReading();
            }
            case LINGERING -> drop(octets);
            case UPGRADED, CLOSED -> octets.release();
        }
    }

    /** Looks again only when another line is complete, or else every octet would cost a look at all before it. */
    private void readMoreOfHead(ByteBuf octets) {
        boolean lineEnds = octets.indexOf(octets.readerIndex(), octets.writerIndex(), Octets.LF) >= 0;
        inbox.add(octets);
        if (lineEnds || inbox.readable() >= http.limits().head().octets()) {
            readHeads();
        }
    }

    /**
     * Serves what is in the inbox as far as it can be; not deeper for each of a row of requests, and none while the client
     * does not read the answers to those before.
     */
    private void readHeads() {
        if (insideHeads) {
            return;
        }
        insideHeads = true;
        while (isBetween() && !inbox.isEmpty() && channel.isWritable() && readHead()) {
            // Once for each request.
        }
        insideHeads = false;
        adjustReading();
    }

    /** Whether no request is being served, and another one may come. */
    private boolean isBetween() {
        return phase == Phase.IDLE || phase == Phase.HEAD;
    }

    private boolean readHead() {
        try {
            RequestHead head = http.requestHead();
            int length = head.scan(inbox.octets());
            if (length == MessageHead.INCOMPLETE) {
                awaitHead();
                return false;
            }
            inbox.skip(length);
            log.begin(head);
            ProxyFailure why = refusal();
            if (why != null) {
                turnAway(why, head.line().method());
                return false;
            }
            Optional<Redirect> redirect = frontend.terms().redirect();
            if (redirect.isPresent()) {
                redirect(head, redirect.get());
                return false;
            }
            phase = Phase.EXCHANGE;
            served = true;
            cell.request();
            requests++;
            exchange.begin(head, length);
            return true;
        } catch (BadMessageException bad) {
            if (!served && Http2Preface.begins(inbox.octets())) {
                speakHttp2();
            } else {
                refuse(bad.fault());
            }
            return false;
        }
    }

    /** Leaves the client to what serves HTTP/2. */
    private void speakHttp2() {
        phase = Phase.CLOSED;
        http.loop().remove(clock);
        Http2Client.open(channel, frontend, http, facts, refusal(), this, inbox.take(inbox.readable()));
    }

    /** A client that the access list lets in no longer may finish its request, and begin no other. */
    private @Nullable ProxyFailure refusal() {
        AccessList access = frontend.route().policy().access();
        if (access != judge && refusal != ProxyFailure.THROTTLED) {
            judge = access;
            refusal = access.admits(address.getAddress()) ? null : ProxyFailure.ACCESS_DENIED;
        }
        return refusal;
    }

    private void turnAway(ProxyFailure why, Method method) {
        FailureLog.log(why, frontend, null);
        if (why != ProxyFailure.THROTTLED) {
            // Else it was counted when the client came.
            cell.figures().failed(why);
        }
        log.status(why.status());
        write(
                why == ProxyFailure.ACCESS_DENIED
                        ? OwnAnswer.refusal(Fault.FORBIDDEN)
                        : OwnAnswer.unavailable(errorPage()),
                method,
                Persistence.CLOSE);
        log.end();
        linger();
    }

    private ErrorPage errorPage() {
        return frontend.route().policy().errorPage();
    }

    private void redirect(RequestHead head, Redirect redirect) {
        String location = Location.of(head, facts, redirect);
        log.status(MOVED_PERMANENTLY);
        write(OwnAnswer.redirect(location), head.line().method(), Persistence.CLOSE);
        linger();
    }

    private void write(OwnAnswer answer, Method method, Persistence persistence) {
        ByteBuf octets = answer.octets(channel.alloc(), method, persistence);
        log.head(octets.readableBytes() - answer.contentOctets(method));
        write(octets);
    }

    private void awaitHead() {
        if (inputEnded) {
            closeWhenWritten();
        } else if (phase == Phase.IDLE) {
            phase = Phase.HEAD;
            expect(refusal == null ? http.limits().headTime() : REFUSED_TIME);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        exchange.flushNode();
    }

    @Override
    public void flushNode() {
        if (!insideRead) {
            exchange.flushNode();
        }
    }

    @Override
    public void adjustReading() {
        if (reading && !wantsMore()) {
            // A read that is called off may never be complete; and what is sent may make room for more.
            exchange.flushNode();
        }
        boolean wanted = wantsMore();
        // Nothing can be read behind the end; and a write that failed just now has closed the socket already.
        if (wanted != reading && !inputEnded && channel.isOpen()) {
            reading = wanted;
            channel.config().setAutoRead(wanted);
        }
    }

    private boolean wantsMore() {
        return isBetween()
                ? channel.isWritable()
                : phase != Phase.EXCHANGE || inbox.isEmpty() && (exchange.isComplete() || exchange.takesContent());
    }

    @Override
    public void write(ByteBuf octets) {
        written += octets.readableBytes();
        log.sent(octets.readableBytes());
        channel.write(octets, channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void expect(Duration limit) {
        expectNanos(limit.toNanos());
    }

    @Override
    public void expectNanos(long nanos) {
        clock.expect(nanos);
    }

    @Override
    public void expectContent(long idleNanos) {
        if (inputEnded) {
            // Its end came while it asked for more than one thing at once.
            loseClient();
            return;
        }
        expectNanos(Math.min(idleNanos, http.limits().clientIdle().toNanos()));
    }

    @Override
    public void answered(boolean another) {
        if (phase != Phase.EXCHANGE) {
            return;
        }
        // Before the client can have the end of the answer: whoever has it finds it in the log.
        log.end();
        if (!another || saidAll()) {
            finish();
            return;
        }
        channel.flush();
        phase = Phase.IDLE;
        expect(http.limits().clientIdle());
        readHeads();
    }

    @Override
    public void upgraded(NodeConnection node, Attempts attempts, ByteBuf head, ByteBuf early) {
        phase = Phase.UPGRADED;
        log.head(head.readableBytes());
        http.loop().remove(clock);
        closeOwnPool();
        Tunnel tunnel = new Tunnel(frontend, http, new TunnelWork(frontend, http, log, attempts, node.target()));
        RelayEnd clientEnd = new RelayEnd(tunnel, inbox.take(inbox.readable()), inputEnded);
        RelayEnd nodeEnd = new RelayEnd(tunnel, early, false);
        channel.pipeline().replace(this, null, clientEnd);
        node.handOver(nodeEnd);
        tunnel.open(clientEnd, nodeEnd, head);
    }

    @Override
    public void answerUnavailable(ProxyFailure failure) {
        FailureLog.log(failure, frontend, null);
        log.status(failure.status());
        // Whatever the last one failed by: no node was left.
        cell.failed(ProxyFailure.NO_NODE);
        boolean another = exchange.allowsAnother() && !isLast();
        write(OwnAnswer.unavailable(errorPage()), exchange.method(), exchange.persistence(another));
        answered(another);
    }

    @Override
    public void refuse(Fault fault) {
        boolean answering = exchange.isAnswering();
        Method method = phase == Phase.EXCHANGE ? exchange.method() : Method.OTHER;
        exchange.cancel();
        if (answering) {
            reset();
        } else {
            if (fault != Fault.REQUEST_TIMEOUT) {
                cell.refusedRequest();
            }
            log.refused(fault.status());
            write(OwnAnswer.refusal(fault), method, Persistence.CLOSE);
            log.end();
            linger();
        }
    }

    @Override
    public void abort() {
        reset();
    }

    /** Closes after the last answer. */
    private void finish() {
        if (inbox.isEmpty() && exchange.isComplete()) {
            phase = Phase.LINGERING;
            expectNanos(LINGER_NANOS);
            Sockets.endSoon(channel);
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> close());
        } else {
            linger();
        }
    }

    private void linger() {
        phase = Phase.LINGERING;
        inbox.clear();
        expectNanos(LINGER_NANOS);
        adjustReading();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> shutOutput());
    }

    private void shutOutput() {
        if (phase != Phase.LINGERING) {
            return;
        }
        if (inputEnded) {
            close();
        } else {
            TlsEnd.shutOutput(channel);
        }
    }

    private void drop(ByteBuf octets) {
        lingered += octets.readableBytes();
        octets.release();
        if (lingered > LINGER_OCTETS) {
            reset();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            exchange.clientWritable();
        }
        if (isBetween()) {
            readHeads();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!inputEnded && (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent)) {
            endInput();
        }
    }

    /** A client may say that it says no more, and still wait for the answer. */
    private void endInput() {
        inputEnded = true;
        switch (phase) {
            case EXCHANGE -> {
                if (!exchange.isComplete()) {
                    loseClient();
                }
            }
            case IDLE, HEAD -> {
                if (inbox.isEmpty() || channel.isWritable()) {
                    closeWhenWritten();
                }
            }
            case LINGERING -> closeWhenWritten();
            case UPGRADED, CLOSED -> {}
        }
    }

    private void loseClient() {
        FailureLog.log(ProxyFailure.CLIENT_RESET, frontend, null);
        cell.failed(ProxyFailure.CLIENT_RESET);
        reset();
    }

    private void closeWhenWritten() {
        phase = Phase.LINGERING;
        expectNanos(LINGER_NANOS);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> close());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        boolean ours = !(cause instanceof IOException);
        ProxyFailure failure = ours ? ProxyFailure.INTERNAL : ProxyFailure.CLIENT_RESET;
        FailureLog.log(failure, frontend, cause);
        cell.failed(failure);
        reset();
    }

    /** Whether the configuration no longer allows what happens here. */
    boolean isRevoked(long nanoTime) {
        Target target = exchange.target();
        return frontend.isRevoked(nanoTime) || target != null && target.node().isRevoked();
    }

    /** Ends what is {@link #isRevoked}. */
    void cut() {
        Target target = exchange.target();
        if (target != null && target.node().isRevoked() && !frontend.isRetired()) {
            exchange.failed(ProxyFailure.REVOKED, null);
        } else {
            reset();
        }
    }

    /** The expected thing did not happen in time. */
    void timedOut() {
        switch (phase) {
            case IDLE -> {
                cell.keepAliveTimedOut();
                close();
            }
            case HEAD -> tooSlow();
            case EXCHANGE -> exchangeTimedOut();
            case LINGERING -> reset();
            case UPGRADED, CLOSED -> {}
        }
    }

    private void exchangeTimedOut() {
        if (exchange.isAnswering()) {
            FailureLog.log(ProxyFailure.IDLE_TIMED_OUT, frontend, null);
            cell.failed(ProxyFailure.IDLE_TIMED_OUT);
            reset();
        } else if (exchange.isWaiting()) {
            exchange.waitedInVain();
        } else if (!exchange.isSent()) {
            exchange.failed(ProxyFailure.CONNECT_TIMED_OUT, null);
        } else if (exchange.isComplete()) {
            exchange.failed(ProxyFailure.NO_ANSWER, null);
        } else {
            tooSlow();
        }
    }

    private void tooSlow() {
        cell.failed(ProxyFailure.IDLE_TIMED_OUT);
        refuse(Fault.REQUEST_TIMEOUT);
    }

    @Override
    public void sentTooSlowly() {
        tooSlow();
    }

    @Override
    public void tookTooSlowly() {
        FailureLog.log(ProxyFailure.IDLE_TIMED_OUT, frontend, null);
        cell.failed(ProxyFailure.IDLE_TIMED_OUT);
        reset();
    }

    @Override
    public boolean isExchanging() {
        return phase == Phase.EXCHANGE;
    }

    @Override
    public boolean awaitsContent() {
        return phase == Phase.EXCHANGE && reading && !exchange.isComplete() && !exchange.isAnswering();
    }

    @Override
    public boolean awaitsTaking() {
        return unwritten() > 0;
    }

    @Override
    public long received() {
        return received;
    }

    /** What the socket took; up to a buffer's worth more while it takes all. */
    @Override
    public long taken() {
        return written - unwritten();
    }

    /** Whether it waits for nothing but another request. */
    boolean isIdle() {
        return phase == Phase.IDLE;
    }

    /** How much must be written before more is taken, 0 when more is taken; a slow reader shows in its changes. */
    long unwritten() {
        return channel.bytesBeforeWritable();
    }

    private void closeOwnPool() {
        NodePool own = ownPool;
        if (own != null) {
            own.close();
        }
    }

    private void reset() {
        Sockets.resetAtEnd(channel);
        close();
    }

    private void close() {
        if (phase == Phase.CLOSED || phase == Phase.UPGRADED) {
            return;
        }
        phase = Phase.CLOSED;
        log.end();
        exchange.cancel();
        inbox.clear();
        http.loop().remove(clock);
        closeOwnPool();
        frontend.release();
        channel.close();
    }
}
