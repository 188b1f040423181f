package io.steelyard.proxy.transport.ring;

import io.netty.channel.ChannelException;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Listens; one standing operation accepts every client. */
public final class RingServerChannel extends RingChannel implements ServerSocketChannel {
    private static final int ACCEPT = 13;
    private static final int AGAIN_AND_AGAIN = 1;
    private static final ChannelMetadata METADATA = new ChannelMetadata(false, 16);

    private final RingServerConfig config;
    private boolean accepting;

    private RingServerChannel(int socket) {
        super(null, socket);
        config = new RingServerConfig(this);
    }

    /**
     * A socket that is to be bound.
     *
     * @param address only tells the kind of address
     * @throws ChannelException when the system gives no socket
     */
    public static RingServerChannel at(InetAddress address) {
        int socket = Libc.streamSocket(SocketAddresses.family(address));
        if (socket < 0) {
            throw new ChannelException(Errors.newIOException("socket", socket));
        }
        // Accepted sockets have it from here, without a call for each.
        Libc.setOption(socket, Libc.IPPROTO_TCP, Libc.TCP_NODELAY, 1);
        return new RingServerChannel(socket);
    }

    /** A socket that another process bound and listens on. */
    public static RingServerChannel adopt(int socket) {
        Libc.makeBlocking(socket);
        Libc.setOption(socket, Libc.IPPROTO_TCP, Libc.TCP_NODELAY, 1);
        RingServerChannel channel = new RingServerChannel(socket);
        channel.setActive(true);
        return channel;
    }

    @Override
    public RingServerConfig config() {
        return config;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    @Override
    protected void doBind(SocketAddress local) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment room = arena.allocate(SocketAddresses.SIZE, Long.BYTES);
            int length = SocketAddresses.write(room, (InetSocketAddress) local);
            check("bind", Libc.bind(socket(), room.asSlice(0, length)));
        }
        check("listen", Libc.listen(socket(), config.getBacklog()));
        setActive(true);
    }

    private static void check(String call, int result) throws IOException {
        if (result < 0) {
            throw Errors.newIOException(call, result);
        }
    }

    @Override
    protected void doBeginRead() {
        if (!accepting && isActive()) {
            accepting = true;
            ask(ACCEPT, 0, AGAIN_AND_AGAIN, 0L, 0L, 0, Libc.CLOSE_ON_EXEC, 0);
        }
    }

    /** Clients wait in the backlog from now on. */
    void stopAccepting() {
        if (isRegistered()) {
            eventLoop().execute(this::cancelAccepting);
        }
    }

    private void cancelAccepting() {
        if (accepting && isOpen() && !config.isAutoRead()) {
            cancelOperations();
        }
    }

    @Override
    void completed(int operation, int result, int flags) {
        accepting = (flags & MORE_TO_COME) != 0;
        if (result >= 0) {
            accepted(result);
        } else if (result != ECANCELED && isOpen()) {
            pipeline().fireExceptionCaught(Errors.newIOException("accept", result));
        }
        if (isOpen()) {
            pipeline().fireChannelReadComplete();
        }
    }

    private void accepted(int socket) {
        if (!isOpen()) {
            Libc.close(socket);
            return;
        }
        try {
            pipeline().fireChannelRead(RingSocketChannel.connected(this, socket));
        } catch (IOException gone) {
            // Its client reset it before anybody looked.
            Libc.close(socket);
        }
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new Unsafe();
    }

    /** @throws UnsupportedOperationException always */
    @Override
    protected void doWrite(ChannelOutboundBuffer out) {
        throw new UnsupportedOperationException("a listening socket sends nothing");
    }

    private final class Unsafe extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress remote, @Nullable SocketAddress local, ChannelPromise promise) {
            promise.setFailure(new UnsupportedOperationException("a listening socket does not connect"));
        }
    }
}
