package io.steelyard.proxy.udp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.Errors;
import io.steelyard.domain.desired.Bind;
import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.accesslog.ConnectionEntry;
import io.steelyard.proxy.balance.Attempts;
import io.steelyard.proxy.counters.Cell;
import io.steelyard.proxy.figures.LoopFigures;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.frontend.Route;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.LoopConnection;
import io.steelyard.proxy.persistence.ClientKey;
import io.steelyard.proxy.persistence.Sessions;
import io.steelyard.proxy.upstream.ConnectFailures;
import io.steelyard.proxy.upstream.Target;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What one client address and port sends, and what its node answers. It has a socket of its own, so that answers of the
 * node can be told apart. What does not fit into a socket's buffer is dropped, as networks do. Bound to one event loop.
 */
final class Flow extends LoopConnection {
    /** errno of Linux. */
    private static final int ECONNREFUSED = 111;

    /** Datagrams kept while the socket to the node is opened. */
    private static final int MOST_WAITING = 16;

    private final Flows flows;
    private final Frontend frontend;
    private final InetSocketAddress client;
    private final Loop loop;
    private final Cell cell;
    /** Of its node. */
    private @Nullable LoopFigures figures;

    private final FlowEnd end;
    private final Attempts attempts;
    private final Queue<ByteBuf> waiting = new ArrayDeque<>();
    private @Nullable Target node;
    private @Nullable Channel toNode;
    private int era;
    private int unanswered;
    private boolean answered;
    private boolean closed;
    private long since;
    private @Nullable ConnectionEntry entry;
    private @Nullable ProxyFailure why;
    private long received;
    private long sent;

    Flow(Flows flows, Frontend frontend, InetSocketAddress client, Loop loop) {
        this.flows = flows;
        this.frontend = frontend;
        this.client = client;
        this.loop = loop;
        this.cell = frontend.cell(loop);
        this.end = FlowEnd.of(frontend.protocol());
        this.attempts = new Attempts(loop.now());
        this.since = loop.now();
    }

    Frontend frontend() {
        return frontend;
    }

    InetSocketAddress client() {
        return client;
    }

    /** Chooses its node; false when there is none. */
    boolean open() {
        beginLine();
        Target chosen = chosen(frontend.route());
        if (chosen == null) {
            FailureLog.log(ProxyFailure.NO_NODE, frontend, null);
            why = ProxyFailure.NO_NODE;
            cell.failed(ProxyFailure.NO_NODE);
            return false;
        }
        node = chosen;
        era = chosen.node().era();
        chosen.node().opened();
        ConnectionEntry line = entry;
        if (line != null) {
            line.node(chosen);
        }
        cell.opened();
        figures = chosen.node().figures(loop);
        figures.connected();
        loop.add(this);
        return connect(chosen);
    }

    private void seen(int there, int back) {
        LoopFigures seen = figures;
        if (seen != null) {
            seen.asked(there);
            seen.answered(back);
        }
    }

    private void beginLine() {
        if (frontend.isLogged()) {
            Bind bind = frontend.bind();
            entry = new ConnectionEntry(
                    loop.log(),
                    frontend.loadBalancer(),
                    client,
                    new InetSocketAddress(
                            bind.address().toInetAddress(), bind.port().value()));
        }
    }

    private void endLine() {
        ConnectionEntry line = entry;
        if (line != null) {
            line.end(received, sent, why);
        }
    }

    private @Nullable Target chosen(Route route) {
        Target again = route.sessions().areByAddress() ? route.takeFor(ClientKey.of(client.getAddress())) : null;
        return again == null ? attempts.first(route, true) : attempts.first(route, again);
    }

    private void remember(Target answering) {
        Sessions sessions = frontend.route().sessions();
        if (sessions.areByAddress()) {
            sessions.addresses().note(ClientKey.of(client.getAddress()), answering.node());
        }
    }

    private boolean connect(Target chosen) {
        try {
            loop.connectDatagrams(chosen.address(), new Answers()).addListener(done -> {
                if (!done.isSuccess()) {
                    failed(done.cause());
                }
            });
            return true;
        } catch (ChannelException noSocket) {
            FailureLog.log(ProxyFailure.NO_SOCKET, frontend, noSocket);
            why = ProxyFailure.NO_SOCKET;
            cell.failed(ProxyFailure.NO_SOCKET);
            close();
            return false;
        }
    }

    /** @param datagram released here */
    void toNode(ByteBuf datagram) {
        since = loop.now();
        cell.received(datagram.readableBytes());
        seen(datagram.readableBytes(), 0);
        unanswered++;
        received += datagram.readableBytes();
        Channel connected = toNode;
        if (connected != null && connected.isWritable()) {
            connected.writeAndFlush(datagram, connected.voidPromise());
        } else if (connected == null && waiting.size() < MOST_WAITING && !closed) {
            waiting.add(datagram);
        } else {
            datagram.release();
        }
    }

    private void connected(Channel channel) {
        if (closed) {
            channel.close();
            return;
        }
        toNode = channel;
        for (ByteBuf each = waiting.poll(); each != null; each = waiting.poll()) {
            channel.write(each, channel.voidPromise());
        }
        channel.flush();
    }

    private void answered(ByteBuf datagram) {
        if (closed) {
            return;
        }
        since = loop.now();
        unanswered--;
        sent += datagram.readableBytes();
        Target answering = node;
        if (!answered && answering != null) {
            answered = true;
            answering.node().succeeded(era);
            remember(answering);
        }
        cell.sent(datagram.readableBytes());
        seen(0, datagram.readableBytes());
        flows.toClient(datagram.retain(), client);
        if (end == FlowEnd.ANSWERED && unanswered <= 0) {
            close();
        }
    }

    private void failed(Throwable cause) {
        Target failing = node;
        if (closed || failing == null) {
            return;
        }
        ProxyFailure failure = isRefusal(cause) ? ProxyFailure.PORT_UNREACHABLE : ConnectFailures.of(cause);
        FailureLog.log(failure, failing, cause);
        cell.failed(failure);
        failing.node().failed(era, failure);
        failing.node().figures(loop).failed(failure);
        why = failure;
        close();
    }

    /** What ICMP says becomes an error of the socket, and each transport has its own word for it. */
    private static boolean isRefusal(Throwable cause) {
        return cause instanceof PortUnreachableException
                || (cause instanceof Errors.NativeIoException failed && -failed.expectedErr() == ECONNREFUSED);
    }

    @Override
    protected boolean isRevoked(long nanoTime) {
        Target used = node;
        return frontend.isRevoked(nanoTime) || (used != null && used.node().isRevoked());
    }

    @Override
    protected void cut() {
        why = ProxyFailure.REVOKED;
        close();
    }

    @Override
    protected void tick(long now) {
        if (now - since > end.idleNanos(frontend.route().idleNanos())) {
            close();
        }
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        endLine();
        loop.remove(this);
        flows.ended(this);
        attempts.end();
        frontend.release();
        for (ByteBuf each = waiting.poll(); each != null; each = waiting.poll()) {
            each.release();
        }
        Target used = node;
        if (used != null) {
            used.node().closed();
            cell.closed();
        }
        Channel connected = toNode;
        if (connected != null) {
            connected.close();
        }
    }

    /** The socket to the node. */
    private final class Answers extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            connected(context.channel());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket answer) {
            answered(answer.content());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            failed(cause);
            context.close();
        }
    }
}
