package io.steelyard.proxy.transport.ring;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import io.steelyard.proxy.transport.ring.RingIoHandler.Place;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * A socket on a ring. It keeps its place there until no operation of its is under way: until then the kernel may still write to
 * its buffers.
 */
abstract class RingChannel extends AbstractChannel implements UnixChannel {
    private static final int POLL_ADD = 6;
    private static final int ASYNC_CANCEL = 14;
    private static final int CLOSE = 19;
    private static final int SKIP_SUCCESS = 1 << 6;
    /** Of a result: the operation stands, and has further ones. */
    static final int MORE_TO_COME = 1 << 1;
    /** A result: the operation was taken back. */
    static final int ECANCELED = -125;

    private static final int CANCEL_ALL_OF_DESCRIPTOR = 1 | 1 << 1;
    private static final ChannelMetadata METADATA = new ChannelMetadata(false);

    private final int socket;
    private final RingHandle handle = new Handle();
    private @Nullable IoRegistration registration;
    private @Nullable Place place;
    private int underWay;
    private boolean closed;
    private boolean active;
    private @Nullable InetSocketAddress remote;

    /** @param socket a descriptor of its own */
    RingChannel(@Nullable Channel parent, int socket) {
        super(parent);
        this.socket = socket;
    }

    /** The descriptor's number. */
    final int socket() {
        return socket;
    }

    /** Where it is registered. */
    final RingIoHandler handler() {
        return place().handler();
    }

    private Place place() {
        Place given = place;
        if (given == null) {
            throw new IllegalStateException("not registered: " + this);
        }
        return given;
    }

    /** Asks the kernel for something, once. The parameters are those of {@link Ring#add}. */
    final void ask(
            int operation, int flags, int priority, long offset, long address, int length, int options, long group) {
        Place own = place();
        own.handler()
                .ring()
                .add(operation, flags, priority, socket, offset, address, length, options, own.token(operation), group);
        underWay++;
    }

    /**
     * Waits until the socket is ready, once.
     *
     * @param name of the operation in its result
     * @param events of poll(2)
     */
    final void awaitReady(int name, int events) {
        Place own = place();
        own.handler().ring().add(POLL_ADD, 0, 0, socket, 0L, 0L, 0, events, own.token(name), 0);
        underWay++;
    }

    /** Ends what is under way; each operation still has its result. */
    final void cancelOperations() {
        handler().ring().add(ASYNC_CANCEL, SKIP_SUCCESS, 0, socket, 0L, 0L, 0, CANCEL_ALL_OF_DESCRIPTOR, 0L, 0);
    }

    /** An operation has its result; see {@link RingHandle#completed}. */
    abstract void completed(int operation, int result, int flags);

    /** Whether the connection, or whatever it is, stands. */
    final void setActive(boolean active) {
        this.active = active;
    }

    final void setRemote(InetSocketAddress remote) {
        this.remote = remote;
    }

    /**
     * Sets an option of the socket.
     *
     * @throws ChannelException when it is closed, since its number may be somebody else's by now, or the system refuses
     */
    final void setOption(int level, int option, int... values) {
        requireOpen();
        int result = Libc.setOption(socket, level, option, values);
        if (result < 0) {
            throw new ChannelException(Errors.newIOException("setsockopt", result));
        }
    }

    /**
     * The first number of an option of the socket.
     *
     * @throws ChannelException when it is closed
     */
    final int option(int level, int option) {
        requireOpen();
        return Libc.option(socket, level, option);
    }

    private void requireOpen() {
        if (closed) {
            throw new ChannelException(new ClosedChannelException());
        }
    }

    /** The octets where the kernel can read them; takes the buffer over. */
    final ByteBuf direct(ByteBuf buffer) {
        if (buffer.isDirect()) {
            return buffer;
        }
        try {
            return alloc().directBuffer(buffer.readableBytes())
                    .writeBytes(buffer, buffer.readerIndex(), buffer.readableBytes());
        } finally {
            buffer.release();
        }
    }

    @Override
    public final boolean isActive() {
        return active && !closed;
    }

    @Override
    public final boolean isOpen() {
        return !closed;
    }

    @Override
    public final FileDescriptor fd() {
        return new FileDescriptor(socket);
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    @Override
    protected final boolean isCompatible(EventLoop loop) {
        return loop instanceof IoEventLoop io && io.isCompatible(RingHandle.class);
    }

    @Override
    protected final void doRegister(ChannelPromise promise) {
        ((IoEventLoop) eventLoop()).register(handle).addListener(registered -> {
            Throwable cause = registered.cause();
            if (cause != null) {
                promise.setFailure(cause);
                return;
            }
            IoRegistration given = (IoRegistration) registered.getNow();
            registration = given;
            place = given.attachment();
            promise.setSuccess();
        });
    }

    @Override
    protected final @Nullable InetSocketAddress localAddress0() {
        if (!isActive()) {
            // Not bound yet, or the number is somebody else's by now.
            return null;
        }
        try {
            return SocketAddresses.local(socket);
        } catch (IOException gone) {
            return null;
        }
    }

    @Override
    protected final @Nullable InetSocketAddress remoteAddress0() {
        return remote;
    }

    @Override
    public final @Nullable InetSocketAddress localAddress() {
        return (InetSocketAddress) super.localAddress();
    }

    @Override
    public final @Nullable InetSocketAddress remoteAddress() {
        return (InetSocketAddress) super.remoteAddress();
    }

    @Override
    protected void doClose() {
        if (closed) {
            return;
        }
        closed = true;
        if (place == null) {
            Libc.close(socket);
            return;
        }
        if (underWay > 0) {
            cancelOperations();
        }
        // By the ring too, after whatever was asked of it before.
        handler().ring().add(CLOSE, SKIP_SUCCESS, 0, socket, 0L, 0L, 0, 0, 0L, 0);
        leaveWhenDone();
    }

    private void leaveWhenDone() {
        IoRegistration own = registration;
        if (closed && underWay == 0 && own != null) {
            own.cancel();
        }
    }

    @Override
    protected final void doDisconnect() {
        doClose();
    }

    private final class Handle implements RingHandle {
        @Override
        public void completed(int operation, int result, int flags) {
            if ((flags & MORE_TO_COME) == 0) {
                underWay--;
            }
            RingChannel.this.completed(operation, result, flags);
            leaveWhenDone();
        }

        @Override
        public void close() {
            unsafe().close(voidPromise());
        }
    }
}
