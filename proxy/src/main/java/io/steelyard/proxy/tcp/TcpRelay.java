package io.steelyard.proxy.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.SocketChannel;
import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.accesslog.ConnectionEntry;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.LoopConnection;
import io.steelyard.proxy.proxyprotocol.Announcement;
import io.steelyard.proxy.proxyprotocol.ClientAddress;
import io.steelyard.proxy.tls.NodeContext;
import io.steelyard.proxy.upstream.ConnectFailures;
import io.steelyard.proxy.upstream.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection carried to a node, byte for byte.
 *
 * <pre>
 *   HOLDING ──TLS hello is whole──▶ CONNECTING ──connected──▶ OPENING ──first octets──▶ RELAYING ──FIN both ways──▶ CLOSED
 *                                     │  ▲  ▲                    │                         │
 *                                     │  │  └─closed, silent, alert: next node             │
 *                                     │  └─refused, 4 s: next node                         │
 *                                     └──no node left, revoked─────────────────────────────┴─reset, idle──▶ CLOSED (reset)
 * </pre>
 *
 * Only a TLS connection, and one whose client must speak first, begin with HOLDING. Up to RELAYING nothing has reached a node but, of a TLS client, its hello;
 * that is why another node may take over. {@link Opening} says what the first octets are. Bound to one event loop.
 */
final class TcpRelay extends LoopConnection implements Relay {
    private enum Phase {
        HOLDING,
        CONNECTING,
        OPENING,
        RELAYING,
        CLOSED
    }

    private final Frontend frontend;
    private final Loop loop;
    private final TcpLimits limits;
    private final long firstOctetNanos;
    private final NodeTries tries;
    private final Conversation conversation;
    private final ClientSession session;
    private final HeldHello hello;
    private final RelayEnd client;
    private @Nullable SocketChannel accepted;
    private @Nullable RelayEnd node;
    private Opening opening;
    private Phase phase = Phase.CONNECTING;
    private boolean answered;
    private @Nullable ConnectionEntry entry;
    private @Nullable ProxyFailure why;
    /** Octets that went to the node, and came back, as far as they are counted there. */
    private long countedThere;

    private long countedBack;
    private long attemptDeadline;
    /** When the phase began or, while RELAYING, something was carried last. */
    private long since;

    TcpRelay(
            Frontend frontend,
            Loop loop,
            TcpLimits limits,
            NodeTries tries,
            Opening opening,
            Conversation conversation,
            ClientSession session) {
        this.frontend = frontend;
        this.loop = loop;
        this.limits = limits;
        this.firstOctetNanos = limits.firstOctetTime().toNanos();
        this.tries = tries;
        this.opening = opening;
        this.conversation = conversation;
        this.session = session;
        this.hello = new HeldHello(limits.clientHelloOctets());
        this.client = new RelayEnd(this, conversation.ofClient());
        this.since = loop.now();
    }

    /** Takes over a client that the frontend admitted; on the client's event loop. */
    void start(SocketChannel accepted) {
        if (frontend.isLogged()) {
            entry = ConnectionEntry.of(loop.log(), frontend, accepted);
        }
        this.accepted = accepted;
        accepted.config().setAutoRead(false);
        accepted.pipeline().addLast(client);
        loop.add(this);
        if (opening == Opening.HELLO_HELD || opening == Opening.CLIENT_FIRST) {
            phase = Phase.HOLDING;
            client.read();
        } else {
            connectNext();
        }
    }

    private void connectNext() {
        phase = Phase.CONNECTING;
        Target next = tries.next();
        if (next != null) {
            connect(next);
        } else if (tries.isFull()) {
            awaitRoom();
        } else {
            giveUp();
        }
    }

    private void awaitRoom() {
        long nanos = tries.await(this::connect);
        if (nanos == 0) {
            fail(ProxyFailure.QUEUE_FULL, null);
        } else {
            attemptDeadline = loop.deadline(nanos);
        }
    }

    private void connect(Target next) {
        ConnectionEntry line = entry;
        if (line != null) {
            line.node(next);
        }
        attemptDeadline = loop.deadline(limits.connectTime().toNanos());
        countedThere = 0;
        countedBack = 0;
        RelayEnd end = new RelayEnd(this, conversation.ofNode(next));
        node = end;
        try {
            loop.connect(next.address(), false, end).addListener(done -> connectDone(end, done.cause()));
        } catch (ChannelException noSocket) {
            node = null;
            tries.release();
            fail(ProxyFailure.NO_SOCKET, noSocket);
        }
    }

    /** Every node was tried. What the last one said of a TLS hello is for the client to know. */
    private void giveUp() {
        ByteBuf alert = hello.takeAlert();
        if (alert.isReadable()) {
            frontend.cell(loop).failed(ProxyFailure.NO_NODE);
            client.send(alert);
            finish();
        } else {
            fail(ProxyFailure.NO_NODE, null);
        }
    }

    private void connectDone(RelayEnd end, @Nullable Throwable cause) {
        if (phase == Phase.CLOSED) {
            end.close();
        } else if (cause == null && !tries.isRevoked()) {
            announce(end);
            secure(end);
        } else {
            failConnecting(end, failureOf(cause), cause);
        }
    }

    private void secure(RelayEnd end) {
        Target reached = tries.current();
        Optional<NodeContext> tls = frontend.route().policy().nodeContext();
        if (tls.isEmpty() || reached == null || opening == Opening.NONE) {
            begin(end);
        } else {
            end.secure(tls.get(), reached.address()).addListener(done -> shakenHands(end, done.cause()));
        }
    }

    private void shakenHands(RelayEnd end, @Nullable Throwable cause) {
        if (phase != Phase.CONNECTING || end != node) {
            return;
        }
        if (cause == null && !tries.isRevoked()) {
            begin(end);
        } else if (cause == null || loop.now() - attemptDeadline > 0) {
            failConnecting(end, failureOf(cause), cause);
        } else {
            failConnecting(end, ProxyFailure.NODE_HANDSHAKE_FAILED, NodeContext.reason(cause));
        }
    }

    private void failConnecting(RelayEnd end, ProxyFailure failure, @Nullable Throwable cause) {
        tries.failed(failure, cause);
        dropNode(end);
        connectNext();
    }

    private ProxyFailure failureOf(@Nullable Throwable cause) {
        if (cause == null) {
            return ProxyFailure.REVOKED;
        }
        if (loop.now() - attemptDeadline > 0) {
            return ProxyFailure.CONNECT_TIMED_OUT;
        }
        return ConnectFailures.of(cause);
    }

    private void begin(RelayEnd end) {
        phase = Phase.OPENING;
        tries.connected();
        ConnectionEntry line = entry;
        if (line != null) {
            line.connected();
        }
        since = loop.now();
        if (opening == Opening.NONE || (opening == Opening.CLIENT_ASKS && hasSpoken(client))) {
            join(end);
            return;
        }
        if (opening == Opening.HELLO_HELD) {
            logAsked();
            end.send(hello.of(client.held()));
        } else if (opening == Opening.CLIENT_ASKS) {
            client.read();
        }
        end.read();
    }

    /** A node hears whose connection it is, where it is to, before anything else. */
    private void announce(RelayEnd end) {
        SocketChannel from = accepted;
        Optional<Announcement> announcement = frontend.route().policy().announcement();
        if (announcement.isPresent() && from != null && opening != Opening.NONE) {
            byte[] header = announcement.get().of(ClientAddress.of(from), from.localAddress());
            end.send(Unpooled.wrappedBuffer(header));
        }
    }

    private static boolean hasSpoken(RelayEnd end) {
        return end.held().isReadable() || end.inputEnded();
    }

    private void join(RelayEnd end) {
        phase = Phase.RELAYING;
        since = loop.now();
        answered = opening == Opening.NONE;
        tries.joined();
        if (client.held().isReadable()) {
            logAsked();
        }
        if (end.held().isReadable()) {
            answer();
            logHeard();
        }
        client.join(end);
        end.join(client);
    }

    private void answer() {
        if (!answered) {
            answered = true;
            tries.answered();
        }
    }

    @Override
    public void heard(RelayEnd end) {
        if (phase == Phase.HOLDING && opening == Opening.CLIENT_FIRST) {
            pass(Opening.CLIENT_ASKS);
        } else if (phase == Phase.HOLDING) {
            holdHello();
        } else if (phase == Phase.OPENING && (end == node || opening == Opening.CLIENT_ASKS)) {
            open(end);
        }
    }

    private void holdHello() {
        ClientHello.Progress progress = hello.scan(client.held());
        if (progress != ClientHello.Progress.INCOMPLETE) {
            if (progress == ClientHello.Progress.COMPLETE && goByTlsSessions()) {
                session.offers(client.held());
            }
            pass(progress == ClientHello.Progress.COMPLETE ? Opening.HELLO_HELD : Opening.CLIENT_ASKS);
        }
    }

    private boolean goByTlsSessions() {
        return frontend.route().sessions().areByTlsId();
    }

    private void pass(Opening as) {
        opening = as;
        client.pause();
        connectNext();
    }

    private void open(RelayEnd end) {
        RelayEnd reached = node;
        if (reached == null) {
            return;
        }
        if (opening != Opening.HELLO_HELD) {
            join(reached);
        } else if (HeldHello.isAnswered(end.held())) {
            answerHello(reached);
        } else if (hello.keepAlert(end.held())) {
            tries.alerted();
            exchange();
        } else {
            exchange(ProxyFailure.HANDSHAKE_FAILED, null);
        }
    }

    /** Where the session's id counts, more is awaited until it has come. */
    private void answerHello(RelayEnd reached) {
        if (!goByTlsSessions() || session.agrees(reached.held())) {
            hello.skip(client.held());
            join(reached);
        }
    }

    /** A node that was reached fails before anything depends on it. */
    private void exchange(ProxyFailure failure, @Nullable Throwable cause) {
        tries.failed(failure, cause);
        exchange();
    }

    private void exchange() {
        RelayEnd failed = node;
        if (failed != null) {
            tries.exchanged(loop.now() - since);
            dropNode(failed);
            connectNext();
        }
    }

    private void count(RelayEnd end) {
        tries.carried(end.sent() - countedThere, end.received() - countedBack);
        countedThere = end.sent();
        countedBack = end.received();
    }

    private void dropNode(RelayEnd end) {
        count(end);
        node = null;
        tries.release();
        end.close();
    }

    private ProxyFailure openingFailure(ProxyFailure otherwise) {
        return opening == Opening.HELLO_HELD ? ProxyFailure.HANDSHAKE_FAILED : otherwise;
    }

    @Override
    public void carried(RelayEnd from) {
        since = loop.now();
        if (from == node) {
            answer();
            logHeard();
        } else {
            logAsked();
        }
    }

    private void logAsked() {
        ConnectionEntry line = entry;
        if (line != null) {
            line.asked();
        }
    }

    /** What is read with it has gone on when the loop comes to something else. */
    private void logHeard() {
        ConnectionEntry line = entry;
        if (line != null && line.heard()) {
            loop.executor().execute(line::passed);
        }
    }

    @Override
    public void inputEnded(RelayEnd end) {
        if (end == client) {
            clientEnded();
        } else if (end == node && phase == Phase.OPENING) {
            exchange(openingFailure(ProxyFailure.NODE_RESET), null);
        } else if (end == node && phase == Phase.RELAYING && !answered && !client.inputEnded()) {
            tries.failed(ProxyFailure.NODE_RESET, null);
        }
    }

    private void clientEnded() {
        RelayEnd reached = node;
        if (phase == Phase.HOLDING) {
            holdingEnded();
        } else if (phase == Phase.OPENING && opening == Opening.CLIENT_ASKS && reached != null) {
            join(reached);
        }
    }

    /** Whoever only looks whether the port is open is no reason to bother a node. */
    private void holdingEnded() {
        if (client.held().isReadable()) {
            pass(Opening.CLIENT_ASKS);
        } else {
            finish();
        }
    }

    @Override
    public void lost(RelayEnd end) {
        if (end == client || (end == node && phase == Phase.RELAYING)) {
            why = end == client ? ProxyFailure.CLIENT_RESET : ProxyFailure.NODE_RESET;
            close();
        } else if (end == node && phase == Phase.OPENING) {
            exchange(openingFailure(ProxyFailure.NODE_RESET), null);
        }
    }

    @Override
    public void broken(RelayEnd end, Throwable cause) {
        if (end == client) {
            fail(ProxyFailure.CLIENT_RESET, cause);
        } else if (end == node && phase == Phase.OPENING) {
            exchange(openingFailure(ProxyFailure.NODE_RESET), cause);
        } else if (end == node && phase == Phase.RELAYING) {
            breakOff(ProxyFailure.NODE_RESET, cause);
        }
    }

    /** The node ends what it has begun; what was begun at all speaks for it. */
    private void breakOff(ProxyFailure failure, @Nullable Throwable cause) {
        why = failure;
        if (answered) {
            FailureLog.log(failure, frontend, cause);
            frontend.cell(loop).failed(failure);
        } else {
            tries.failed(failure, cause);
        }
        close();
    }

    @Override
    public void finish() {
        if (leave()) {
            client.close();
            closeNode(false);
        }
    }

    @Override
    protected boolean isRevoked(long nanoTime) {
        return frontend.isRevoked(nanoTime)
                || ((phase == Phase.OPENING || phase == Phase.RELAYING) && tries.isRevoked());
    }

    @Override
    protected void cut() {
        if (phase == Phase.OPENING && tries.isRevoked()) {
            exchange(ProxyFailure.REVOKED, null);
        } else {
            fail(ProxyFailure.REVOKED, null);
        }
    }

    @Override
    protected void tick(long now) {
        switch (phase) {
            case HOLDING -> tickUnasked(now);
            case CONNECTING -> tickConnecting(now);
            case OPENING -> tickOpening(now);
            case RELAYING -> tickRelaying(now);
            case CLOSED -> {}
        }
    }

    /** The client has not said what it wants. */
    private void tickUnasked(long now) {
        if (now - since > Math.max(frontend.route().idleNanos(), firstOctetNanos)) {
            fail(ProxyFailure.IDLE_TIMED_OUT, null);
        }
    }

    /** Closing the socket fails the attempt, which leads on to the next node. */
    private void tickConnecting(long now) {
        RelayEnd end = node;
        if (now - attemptDeadline <= 0) {
            return;
        }
        if (tries.isWaiting()) {
            fail(ProxyFailure.QUEUE_TIMED_OUT, null);
        } else if (end != null) {
            end.close();
        }
    }

    private void tickOpening(long now) {
        if (opening == Opening.CLIENT_ASKS) {
            tickUnasked(now);
        } else if (now - since > firstOctetNanos) {
            exchange(openingFailure(ProxyFailure.NO_ANSWER), null);
        }
    }

    private void tickRelaying(long now) {
        RelayEnd end = node;
        boolean toClient = client.drained();
        boolean toNode = end != null && end.drained();
        if (end != null) {
            count(end);
        }
        if (toClient || toNode || conversation.isBusy()) {
            since = now;
        }
        if (mayWaitHalfClosed(end)) {
            if (now - since > limits.halfClosedTime().toNanos()) {
                fail(ProxyFailure.IDLE_TIMED_OUT, null);
            }
        } else if (answered && now - since > frontend.route().idleNanos()) {
            fail(ProxyFailure.IDLE_TIMED_OUT, null);
        } else if (!answered && now - since > firstOctetNanos) {
            breakOff(ProxyFailure.NO_ANSWER, null);
        }
    }

    /** One side has finished, the other one has time. */
    private boolean mayWaitHalfClosed(@Nullable RelayEnd end) {
        return end != null
                && client.inputEnded() != end.inputEnded()
                && frontend.route().policy().halfClosed();
    }

    private void fail(ProxyFailure failure, @Nullable Throwable cause) {
        if (phase != Phase.CLOSED) {
            why = failure;
            FailureLog.log(failure, frontend, cause);
            frontend.cell(loop).failed(failure);
        }
        close();
    }

    private void close() {
        if (leave()) {
            client.reset();
            closeNode(true);
        }
    }

    /** Whether this call closed it. */
    private boolean leave() {
        if (phase == Phase.CLOSED) {
            return false;
        }
        phase = Phase.CLOSED;
        log();
        tries.end();
        loop.remove(this);
        frontend.release();
        hello.takeAlert().release();
        conversation.ended();
        return true;
    }

    private void log() {
        ConnectionEntry line = entry;
        if (line != null) {
            line.end(client.received(), client.sent(), why);
        }
    }

    private void closeNode(boolean reset) {
        RelayEnd end = node;
        if (end == null || tries.current() == null) {
            return;
        }
        count(end);
        if (reset) {
            end.reset();
        } else {
            end.close();
        }
        tries.release();
    }
}
