package io.steelyard.proxy.transport.ring;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.DatagramSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Datagrams: the ring tells when some have come or may go, and calls of the system move them. */
public final class RingDatagramChannel extends RingChannel {
    private static final int POLL = 6;
    private static final int READABLE = 1;
    private static final int WRITABLE = 4;
    /** In one go; others have a turn then. */
    private static final int MOST = 16;

    private final Socket datagrams;
    private final DefaultChannelConfig config = new DefaultChannelConfig(this);
    private boolean wanted;
    private boolean polling;
    private boolean connected;

    private RingDatagramChannel(Socket datagrams) {
        super(null, datagrams.intValue());
        this.datagrams = datagrams;
    }

    /** @throws io.netty.channel.ChannelException when the system gives no socket */
    public static RingDatagramChannel open() {
        return new RingDatagramChannel(Socket.newSocketDgram());
    }

    /** A socket that another process bound. */
    public static RingDatagramChannel adopt(int socket) {
        RingDatagramChannel channel = new RingDatagramChannel(new Socket(socket));
        channel.setActive(true);
        return channel;
    }

    @Override
    public DefaultChannelConfig config() {
        return config;
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new Unsafe();
    }

    @Override
    protected void doBind(SocketAddress local) throws IOException {
        datagrams.bind(local);
        setActive(true);
    }

    @Override
    protected void doBeginRead() {
        wanted = true;
        poll(READABLE);
    }

    private void poll(int events) {
        if (!polling && isActive()) {
            polling = true;
            ask(POLL, 0, 0, 0L, 0L, 0, events, 0);
        }
    }

    @Override
    void completed(int operation, int result, int flags) {
        polling = false;
        if (!isOpen()) {
            return;
        }
        if (wanted) {
            wanted = false;
            receive();
        }
        if (isOpen()) {
            ((Unsafe) unsafe()).flush0();
        }
        if (isOpen() && wanted) {
            poll(READABLE);
        }
    }

    private void receive() {
        try {
            boolean more = true;
            for (int i = 0; i < MOST && more && isOpen(); i++) {
                more = receiveOne();
            }
        } catch (IOException refused) {
            pipeline().fireExceptionCaught(refused);
        }
        pipeline().fireChannelReadComplete();
    }

    private boolean receiveOne() throws IOException {
        RecvByteBufAllocator.Handle sizes = unsafe().recvBufAllocHandle();
        sizes.reset(config);
        ByteBuf room = sizes.allocate(alloc());
        boolean passedOn = false;
        try {
            DatagramPacket packet = connected ? fromPeer(room) : fromAnybody(room);
            if (packet == null) {
                return false;
            }
            passedOn = true;
            pipeline().fireChannelRead(packet);
            return true;
        } finally {
            if (!passedOn) {
                room.release();
            }
        }
    }

    private @Nullable DatagramPacket fromAnybody(ByteBuf room) throws IOException {
        DatagramSocketAddress sender = datagrams.recvFromAddress(Addresses.of(room), 0, room.capacity());
        if (sender == null) {
            return null;
        }
        InetSocketAddress local = sender.localAddress();
        room.writerIndex(sender.receivedAmount());
        return new DatagramPacket(room, local == null ? localAddress() : local, sender);
    }

    private @Nullable DatagramPacket fromPeer(ByteBuf room) throws IOException {
        int length = datagrams.recvAddress(Addresses.of(room), 0, room.capacity());
        // An empty datagram looks like the end of a stream.
        if (length == 0) {
            return null;
        }
        room.writerIndex(Math.max(0, length));
        return new DatagramPacket(room, localAddress(), remoteAddress());
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer out) {
        for (Object next = out.current(); next != null; next = out.current()) {
            try {
                if (!send(next)) {
                    poll(READABLE | WRITABLE);
                    return;
                }
                out.remove();
            } catch (IOException refused) {
                out.remove(refused);
            }
        }
    }

    /** @return false when the system takes none just now */
    private boolean send(Object message) throws IOException {
        if (message instanceof DatagramPacket packet) {
            ByteBuf content = packet.content();
            InetSocketAddress to = packet.recipient();
            int taken = datagrams.sendToAddress(
                    Addresses.of(content), content.readerIndex(), content.writerIndex(), to.getAddress(), to.getPort());
            return taken > 0 || !content.isReadable();
        }
        ByteBuf content = (ByteBuf) message;
        int taken = datagrams.sendAddress(Addresses.of(content), content.readerIndex(), content.writerIndex());
        return taken > 0 || !content.isReadable();
    }

    @Override
    protected Object filterOutboundMessage(Object message) {
        if (message instanceof DatagramPacket packet) {
            return packet.content().isDirect() ? packet : packet.replace(direct(packet.content()));
        }
        if (message instanceof ByteBuf content) {
            return direct(content);
        }
        throw new UnsupportedOperationException("only datagrams can be sent, not " + message.getClass());
    }

    private final class Unsafe extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress remote, @Nullable SocketAddress local, ChannelPromise promise) {
            if (!promise.setUncancellable() || !ensureOpen(promise)) {
                return;
            }
            try {
                datagrams.connect(remote);
            } catch (IOException refused) {
                promise.tryFailure(refused);
                return;
            }
            setRemote((InetSocketAddress) remote);
            connected = true;
            setActive(true);
            promise.trySuccess();
            pipeline().fireChannelActive();
        }

        @Override
        protected void flush0() {
            super.flush0();
        }
    }
}
