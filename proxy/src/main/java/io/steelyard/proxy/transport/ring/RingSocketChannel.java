package io.steelyard.proxy.transport.ring;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.Errors;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ReferenceCounted;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection on a ring. It receives into a buffer that the kernel takes when bytes have come; a sender of much gets larger
 * buffers of its own for as long as its socket has more.
 */
public final class RingSocketChannel extends RingChannel implements SocketChannel {
    private static final int CONNECT = 16;
    private static final int SEND = 26;
    private static final int RECEIVE = 27;
    private static final int SEND_MESSAGE = 9;

    /** Names of waiting, which is one operation of the kernel's. */
    private static final int READABLE = 200;

    private static final int WRITABLE = 201;
    private static final int POLL_IN = 1;
    private static final int POLL_OUT = 4;

    private static final int CHOOSE_BUFFER = 1 << 5;
    private static final int WAIT_FIRST = 1;
    private static final int AGAIN_AND_AGAIN = 1 << 1;
    private static final int HAS_BUFFER = 1;
    private static final int MORE_TO_COME = 1 << 1;
    private static final int SOCKET_HAS_MORE = 1 << 2;
    private static final int NO_SIGNAL = 0x4000;
    private static final int MORE_FOLLOWS = 0x8000;

    private static final int EINTR = -4;
    private static final int EAGAIN = -11;
    private static final int ENOMEM = -12;
    private static final int EINVAL = -22;
    private static final int ENOBUFS = -105;
    private static final int ECONNREFUSED = -111;
    private static final int EHOSTUNREACH = -113;
    private static final int ENETUNREACH = -101;

    /** Octets of a buffer for a sender of much. */
    private static final int BULK = 64 * 1024;

    /**
     * Octets after which a standing receive operation ends: so much may come, at most, while nobody wants it. The kernel takes
     * the number beside the buffers' group.
     */
    private static final long MOST_UNWANTED = (long) (2 * ReceiveBuffers.SIZE) << Integer.SIZE;

    private final RingSocketConfig config;
    private final Gather gather = new Gather();

    private final StreamPace pace = new StreamPace();
    private boolean pipes;
    private boolean nonBlocking;
    private boolean wanted;
    private boolean receiving;
    private boolean inputEnded;
    private boolean outputEnded;
    private boolean hasMore;
    private @Nullable ByteBuf own;
    private final Deque<Received> held = new ArrayDeque<>(0);

    private int sendOptions = NO_SIGNAL;
    private boolean sending;
    private @Nullable ByteBuf sent;
    private @Nullable ChannelPromise connecting;

    private RingSocketChannel(@Nullable Channel parent, int socket) {
        super(parent, socket);
        config = new RingSocketConfig(this, parent != null);
    }

    /**
     * A socket that is to be connected.
     *
     * @param peer only tells the kind of address
     * @throws ChannelException when the system gives no socket
     */
    public static RingSocketChannel towards(InetAddress peer) {
        int socket = Libc.streamSocket(SocketAddresses.family(peer));
        if (socket < 0) {
            throw new ChannelException(Errors.newIOException("socket", socket));
        }
        return new RingSocketChannel(null, socket);
    }

    /**
     * A connection that stands.
     *
     * @param parent that accepted it; null when another process did
     * @throws IOException when it does not stand any more
     */
    static RingSocketChannel connected(@Nullable Channel parent, int socket) throws IOException {
        InetSocketAddress remote = SocketAddresses.remote(socket);
        RingSocketChannel channel = new RingSocketChannel(parent, socket);
        channel.setRemote(remote);
        channel.setActive(true);
        return channel;
    }

    /**
     * A connection that another process accepted.
     *
     * @throws ChannelException when it does not stand any more
     */
    public static RingSocketChannel adopt(int socket) {
        Libc.makeBlocking(socket);
        try {
            return connected(null, socket);
        } catch (IOException gone) {
            Libc.close(socket);
            throw new ChannelException(gone);
        }
    }

    @Override
    public RingSocketConfig config() {
        return config;
    }

    @Override
    public @Nullable ServerSocketChannel parent() {
        return (ServerSocketChannel) super.parent();
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new Unsafe();
    }

    @Override
    void completed(int operation, int result, int flags) {
        switch (operation) {
            case RECEIVE -> received(result, flags);
            case SEND, SEND_MESSAGE -> sent(result);
            case CONNECT -> connected(result);
            case READABLE -> readable(result);
            case WRITABLE -> writable(result);
            default -> throw new IllegalArgumentException("operation " + operation);
        }
    }

    // Receiving.

    @Override
    protected void doBeginRead() {
        wanted = true;
        if (!held.isEmpty()) {
            eventLoop().execute(this::deliverHeld);
        } else if (!receiving && !inputEnded && isActive()) {
            receive();
        }
    }

    /** What comes nevertheless is held: {@link #MOST_UNWANTED}, and a buffer more. */
    void stopReading() {
        wanted = false;
    }

    /**
     * Lets what comes as a long stream be read as {@link Piped}: whoever reads it writes it to that connection. Nothing between
     * them may look at octets. Without effect where there are no pipes, or the two are not on one loop.
     */
    public void pipeTo(RingSocketChannel other) {
        pipes = handler().pipes().exist() && other.handler() == handler();
    }

    private void receive() {
        receiving = true;
        if (pipes && pace.isStream()) {
            awaitReady(READABLE, POLL_IN);
        } else {
            receiveBuffer();
        }
    }

    /** What nobody wants any more stays in the socket. */
    private void readable(int result) {
        receiving = false;
        if (isOpen() && wanted && held.isEmpty() && result != ECANCELED) {
            Pipe pipe = handler().pipes().take();
            if (pipe == null) {
                receiving = true;
                receiveBuffer();
            } else {
                receive(new Piped(pipe, handler().pipes()));
            }
        }
    }

    private void receive(Piped piped) {
        neverBlock();
        int result = piped.fill(socket());
        if (result > 0) {
            pace.read(result, false);
            deliver(piped, result);
            return;
        }
        piped.release();
        switch (result) {
            // Whether this is the end is for receiving to say; a pipe takes no urgent octets either.
            case 0, EAGAIN, EINTR, EINVAL, ENOMEM -> {
                receiving = true;
                receiveBuffer();
            }
            default -> deliver(null, result);
        }
    }

    /** Else the calls that move octets through pipes would wait on the event loop. */
    private void neverBlock() {
        if (!nonBlocking) {
            nonBlocking = true;
            Libc.makeNonBlocking(socket());
        }
    }

    private void receiveBuffer() {
        if (hasMore) {
            ByteBuf room = alloc().directBuffer(BULK);
            own = room;
            ask(RECEIVE, 0, 0, 0L, Addresses.of(room), BULK, 0, 0);
        } else if (handler().receivesAgainAndAgain()) {
            int priority = WAIT_FIRST | AGAIN_AND_AGAIN;
            ask(RECEIVE, CHOOSE_BUFFER, priority, 0L, 0L, 0, 0, ReceiveBuffers.GROUP | MOST_UNWANTED);
        } else {
            ask(RECEIVE, CHOOSE_BUFFER, WAIT_FIRST, 0L, 0L, 0, 0, ReceiveBuffers.GROUP);
        }
    }

    private void received(int result, int flags) {
        receiving = (flags & MORE_TO_COME) != 0;
        ByteBuf octets = taken(result, flags);
        hasMore = result > 0 && (flags & SOCKET_HAS_MORE) != 0;
        pace.read(Math.max(0, result), hasMore);
        if (!isOpen()) {
            ReferenceCountUtil.release(octets);
        } else if (result == ENOBUFS) {
            hasMore = true;
            receive();
        } else if (result == EINVAL && handler().receivesAgainAndAgain()) {
            handler().receiveOnceAtATime();
            receive();
        } else if (result != ECANCELED) {
            come(octets, result);
        }
    }

    private void come(@Nullable ByteBuf octets, int result) {
        if (wanted && held.isEmpty()) {
            deliver(octets, result);
        } else {
            held.add(new Received(octets, result));
        }
    }

    private void deliverHeld() {
        while (wanted && isOpen() && !held.isEmpty()) {
            Received next = held.remove();
            deliver(next.octets, next.result);
        }
    }

    private @Nullable ByteBuf taken(int result, int flags) {
        ByteBuf room = own;
        own = null;
        if (room == null) {
            return (flags & HAS_BUFFER) == 0 ? null : handler().received(flags, Math.max(0, result));
        }
        if (result > 0) {
            return room.writerIndex(result);
        }
        room.release();
        return null;
    }

    private void deliver(@Nullable ReferenceCounted octets, int result) {
        wanted = false;
        if (result > 0) {
            pipeline().fireChannelRead(octets);
            pipeline().fireChannelReadComplete();
            return;
        }
        ReferenceCountUtil.release(octets);
        inputEnded = true;
        pipeline().fireChannelReadComplete();
        if (result < 0) {
            pipeline().fireExceptionCaught(Errors.newIOException("recv", result));
        }
        endInput();
    }

    private void endInput() {
        if (!isOpen()) {
            return;
        }
        if (config.isAllowHalfClosure()) {
            pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            pipeline().fireUserEventTriggered(ChannelInputShutdownReadComplete.INSTANCE);
        } else {
            unsafe().close(voidPromise());
        }
    }

    // Sending.

    @Override
    protected Object filterOutboundMessage(Object message) {
        if (message instanceof ByteBuf buffer) {
            return direct(buffer);
        }
        if (message instanceof Piped) {
            return message;
        }
        throw new UnsupportedOperationException("only buffers can be sent, not " + message.getClass());
    }

    /**
     * Says that the connection is closed as soon as what is written next is sent: the end then travels in the last segment and
     * not in one of its own. Where nobody closes it after all, the kernel waits for 200 ms in vain (MSG_MORE, tcp(7)).
     */
    public void endSoon() {
        sendOptions = NO_SIGNAL | MORE_FOLLOWS;
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer out) throws Exception {
        if (sending) {
            return;
        }
        while (hasLeft(out.current())) {
            out.remove();
        }
        if (!(out.current() instanceof ByteBuf first)) {
            return;
        }
        sending = true;
        if (out.size() == 1 && first.nioBufferCount() == 1) {
            sent = first.retain();
            ask(SEND, 0, 0, 0L, Addresses.of(first) + first.readerIndex(), first.readableBytes(), sendOptions, 0);
        } else {
            MemorySegment message = gather.of(out, handler().ring());
            ask(SEND_MESSAGE, 0, 0, 0L, message.address(), 1, sendOptions, 0);
        }
    }

    /** Whether nothing of a message remains to be sent; what is piped is moved for that, as far as there is room for it. */
    private boolean hasLeft(@Nullable Object message) throws IOException {
        if (message instanceof Piped piped) {
            return drain(piped);
        }
        return message instanceof ByteBuf buffer && !buffer.isReadable();
    }

    private boolean drain(Piped piped) throws IOException {
        neverBlock();
        while (piped.octets() > 0) {
            int result = piped.drain(socket());
            if (result == EAGAIN) {
                sending = true;
                awaitReady(WRITABLE, POLL_OUT);
                return false;
            } else if (result <= 0 && result != EINTR) {
                throw Errors.newIOException("splice", result);
            }
        }
        return true;
    }

    private void writable(int result) {
        sending = false;
        if (isOpen() && result != ECANCELED) {
            ((Unsafe) unsafe()).flush0();
        }
    }

    private void sent(int result) {
        ByteBuf single = sent;
        sent = null;
        if (single != null) {
            single.release();
        } else {
            gather.release();
        }
        ChannelOutboundBuffer out = unsafe().outboundBuffer();
        if (out == null || result == ECANCELED) {
            sending = false;
            return;
        }
        if (result >= 0) {
            // Whoever hears of it and writes more must not find what is about to be removed.
            out.removeBytes(result);
            sending = false;
            ((Unsafe) unsafe()).flush0();
        } else {
            sending = false;
            ((Unsafe) unsafe()).failWrite(Errors.newIOException("send", result));
        }
    }

    // Connecting and closing.

    private void connect(InetSocketAddress remote, ChannelPromise promise) {
        setRemote(remote);
        connecting = promise;
        MemorySegment address = handler().ring().scratch(SocketAddresses.SIZE);
        int length = SocketAddresses.write(address, remote);
        // connect(2)'s length goes where others have an offset.
        ask(CONNECT, 0, 0, length, address.address(), 0, 0, 0);
    }

    private void connected(int result) {
        ChannelPromise promise = connecting;
        connecting = null;
        if (promise == null || !isOpen()) {
            return;
        }
        if (result < 0) {
            promise.tryFailure(refusal(result));
            return;
        }
        setActive(true);
        promise.trySuccess();
        if (isOpen()) {
            pipeline().fireChannelActive();
        }
    }

    private IOException refusal(int result) {
        IOException plain = Errors.newIOException("connect", result);
        String sentence = plain.getMessage() + ": " + remoteAddress();
        return switch (result) {
            case ECONNREFUSED -> new ConnectException(sentence);
            case EHOSTUNREACH, ENETUNREACH -> new NoRouteToHostException(sentence);
            default -> plain;
        };
    }

    /** @throws UnsupportedOperationException always */
    @Override
    protected void doBind(SocketAddress local) {
        throw new UnsupportedOperationException("the system chooses where connections come from");
    }

    @Override
    protected void doClose() {
        ChannelPromise promise = connecting;
        connecting = null;
        if (promise != null) {
            promise.tryFailure(new ClosedChannelException());
        }
        held.forEach(each -> ReferenceCountUtil.release(each.octets));
        held.clear();
        super.doClose();
    }

    @Override
    protected void doShutdownOutput() throws IOException {
        outputEnded = true;
        // What was written before goes first.
        handler().ring().submit();
        int result = Libc.shutdown(socket(), 1);
        if (result < 0) {
            throw Errors.newIOException("shutdown", result);
        }
    }

    @Override
    public boolean isInputShutdown() {
        return inputEnded || !isOpen();
    }

    @Override
    public ChannelFuture shutdownInput() {
        return shutdownInput(newPromise());
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        inputEnded = true;
        if (isOpen()) {
            Libc.shutdown(socket(), 0);
        }
        return promise.setSuccess();
    }

    @Override
    public boolean isOutputShutdown() {
        return outputEnded || !isOpen();
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        if (eventLoop().inEventLoop()) {
            ((Unsafe) unsafe()).shutdownOutput(promise);
        } else {
            eventLoop().execute(() -> ((Unsafe) unsafe()).shutdownOutput(promise));
        }
        return promise;
    }

    @Override
    public boolean isShutdown() {
        return isInputShutdown() && isOutputShutdown();
    }

    @Override
    public ChannelFuture shutdown() {
        return shutdown(newPromise());
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        shutdownInput();
        return shutdownOutput(promise);
    }

    /**
     * What the kernel told of one receive operation.
     *
     * @param result octets, 0 at the end, an error number, negated
     */
    private record Received(@Nullable ReferenceCounted octets, int result) {}

    private final class Unsafe extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress remote, @Nullable SocketAddress local, ChannelPromise promise) {
            if (!promise.setUncancellable() || !ensureOpen(promise)) {
                return;
            }
            if (connecting != null) {
                promise.tryFailure(new ConnectionPendingException());
                return;
            }
            RingSocketChannel.this.connect((InetSocketAddress) remote, promise);
        }

        @Override
        protected void flush0() {
            super.flush0();
        }

        void failWrite(Throwable cause) {
            handleWriteError(cause);
        }
    }
}
