package io.steelyard.proxy.ftp;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.tcp.Conversation;
import io.steelyard.proxy.upstream.Target;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client's control connection. Bound to its event loop, but for data connections, which may end on others. */
final class FtpSession implements Conversation {
    private static final String NO_DATA = "425 Cannot open a data connection.\r\n";

    private final Ftp ftp;
    private final @Nullable InetSocketAddress client;
    private final Frontend frontend;
    private final Loop loop;
    private final Replies replies = new Replies();
    private final AtomicInteger transfers = new AtomicInteger();
    private @Nullable Channel toClient;
    private @Nullable DataPort waiting;
    private boolean nodeHasIpv4 = true;
    private boolean askedExtended;

    FtpSession(Ftp ftp, @Nullable InetSocketAddress client, Frontend frontend, Loop loop) {
        this.ftp = ftp;
        this.client = client;
        this.frontend = frontend;
        this.loop = loop;
    }

    @Override
    public Optional<ChannelHandler> ofClient() {
        return Optional.of(new CommandLines(this));
    }

    @Override
    public Optional<ChannelHandler> ofNode(Target node) {
        nodeHasIpv4 = node.address().getAddress() instanceof Inet4Address;
        return Optional.of(new ReplyLines(this, node));
    }

    /** A transfer may take long, and nothing is said meanwhile. */
    @Override
    public boolean isBusy() {
        return transfers.get() > 0;
    }

    @Override
    public void ended() {
        closeWaiting();
    }

    Frontend frontend() {
        return frontend;
    }

    Loop loop() {
        return loop;
    }

    /** Whether it may open data connections. Any loop. */
    boolean isFromClient(InetSocketAddress address) {
        return client != null && address.getAddress().equals(client.getAddress());
    }

    boolean clientHasIpv4() {
        return virtualIp() instanceof Inet4Address;
    }

    boolean nodeHasIpv4() {
        return nodeHasIpv4;
    }

    InetAddress virtualIp() {
        return frontend.bind().address().toInetAddress();
    }

    /** The client's connection is there. */
    void opened(Channel channel) {
        toClient = channel;
    }

    /** A command goes to the node. */
    void sent() throws FtpException {
        replies.expectNodes();
    }

    /** The client wants a data port. */
    void asked(boolean extended) {
        askedExtended = extended;
    }

    /** A command is answered here, in its turn. */
    void answer(String reply) throws FtpException {
        replies.expectOurs(reply);
        writeDue();
    }

    /** The node's last reply to a command was passed. */
    void replied() {
        replies.nodeReplied();
        writeDue();
    }

    private void writeDue() {
        String due = replies.due();
        Channel to = toClient;
        if (!due.isEmpty() && to != null) {
            to.writeAndFlush(ByteBufUtil.writeAscii(to.alloc(), due), to.voidPromise());
        }
    }

    /**
     * Opens a port of ours in place of a node's.
     *
     * @param port the node's; empty when its reply could not be read
     * @param then gets what the client is told instead, on this session's loop
     */
    void openData(Target node, OptionalInt port, Consumer<String> then) {
        closeWaiting();
        if (port.isEmpty() || port.getAsInt() == 0) {
            then.accept(NO_DATA);
            return;
        }
        Target data = new Target(
                node.node(), new InetSocketAddress(node.address().getAddress(), port.getAsInt()), node.weight());
        DataPort opened = new DataPort(ftp, this, data);
        waiting = opened;
        opened.open(number -> then.accept(number.isPresent() ? tell(number.getAsInt()) : NO_DATA));
    }

    private String tell(int port) {
        return virtualIp() instanceof Inet4Address address && !askedExtended
                ? DataAddress.passive(address, port)
                : DataAddress.extended(port);
    }

    private void closeWaiting() {
        DataPort old = waiting;
        if (old != null) {
            waiting = null;
            old.close();
        }
    }

    /** A data connection is carried from now on. Any loop. */
    void transferBegan() {
        transfers.incrementAndGet();
    }

    /** It is carried no more. Any loop. */
    void transferEnded() {
        transfers.decrementAndGet();
    }
}
