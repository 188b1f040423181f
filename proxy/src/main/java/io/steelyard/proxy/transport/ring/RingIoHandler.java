package io.steelyard.proxy.transport.ring;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the network on behalf of one event loop. Its thread alone uses it, except for {@link #wakeup}.
 *
 * <p>Each registered handle has a place in a table; an operation's token is that place and a name of the operation's. A place is
 * given up only when no operation of its is under way, so a result never meets another handle.
 */
public final class RingIoHandler implements IoHandler, Ring.Results {
    private static final Logger LOG = LoggerFactory.getLogger(RingIoHandler.class);
    private static final int OPERATION_BITS = 8;
    private static final int OPERATION_MASK = (1 << OPERATION_BITS) - 1;
    private static final int WAKE = 1;
    private static final int READ = 22;
    private static final int FIRST_PLACES = 1024;
    private static final long NEVER = -1;
    private static final long END_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Arena arena = Arena.ofShared();
    private final MemorySegment wakeCount = arena.allocate(Long.BYTES, Long.BYTES);
    private final MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_LONG, 1L);
    private final int wakeDescriptor;
    private final Pipes pipes;
    private final AtomicBoolean woken = new AtomicBoolean();
    private boolean wakeable = true;

    private @Nullable Ring ring;
    private @Nullable ReceiveBuffers receiveBuffers;
    private @Nullable RingHandle[] handles = new RingHandle[FIRST_PLACES];
    private int[] freePlaces = new int[FIRST_PLACES];
    private int free;
    private int places = 1;
    private boolean receivesAgainAndAgain = true;

    /** @param mostPipes how many pipes it may have at once; 0 for none */
    private RingIoHandler(int mostPipes) throws IOException {
        pipes = new Pipes(mostPipes);
        wakeDescriptor = Libc.eventDescriptor();
        if (wakeDescriptor < 0) {
            throw new IOException("no descriptor for waking an event loop: error number " + -wakeDescriptor);
        }
    }

    /**
     * Makes one for each event loop.
     *
     * @param mostPipes how many pipes each may have at once, for streams that pass within the kernel; 0 for none
     */
    public static IoHandlerFactory newFactory(int mostPipes) {
        return _ -> {
            try {
                return new RingIoHandler(mostPipes);
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        };
    }

    /** Why there can be no ring here; empty when there can. */
    public static Optional<Throwable> obstacle() {
        try {
            RingIoHandler tried = new RingIoHandler(0);
            tried.initialize();
            tried.destroy();
            return Optional.empty();
        } catch (IOException | RuntimeException | LinkageError refused) {
            return Optional.of(refused);
        }
    }

    /** Opens the ring on the thread that is to use it. */
    @Override
    public void initialize() {
        try {
            Ring opened = new Ring();
            ring = opened;
            receiveBuffers = new ReceiveBuffers(opened, PooledByteBufAllocator.DEFAULT);
        } catch (IOException refused) {
            throw new UncheckedIOException("an event loop has no ring", refused);
        }
        awaitWake();
    }

    private void awaitWake() {
        ring().add(READ, 0, 0, wakeDescriptor, 0L, wakeCount.address(), Long.BYTES, 0, WAKE, 0);
    }

    /** For operations. */
    Ring ring() {
        Ring open = ring;
        if (open == null) {
            throw new IllegalStateException("the event loop does not run");
        }
        return open;
    }

    Pipes pipes() {
        return pipes;
    }

    /** The octets that a receive operation left, which are the caller's from now on. */
    ByteBuf received(int flags, int length) {
        ReceiveBuffers open = receiveBuffers;
        if (open == null) {
            throw new IllegalStateException("the event loop does not run");
        }
        return open.take(flags >>> 16, length);
    }

    /** Whether one operation receives more than once, and ends after so many octets: from Linux 6.17 on. */
    boolean receivesAgainAndAgain() {
        return receivesAgainAndAgain;
    }

    /** The kernel knows it only without an end. */
    void receiveOnceAtATime() {
        receivesAgainAndAgain = false;
    }

    @Override
    public int run(IoHandlerContext context) {
        Ring open = ring();
        if (open.hasResults() || !context.canBlock()) {
            open.submit();
        } else {
            open.await(context.deadlineNanos() == NEVER ? NEVER : context.delayNanos(System.nanoTime()));
        }
        return open.take(this);
    }

    @Override
    public void take(long token, int result, int flags) {
        int operation = (int) token & OPERATION_MASK;
        int place = (int) (token >>> OPERATION_BITS);
        if (place == 0) {
            if (operation == WAKE) {
                woken.set(false);
                awaitWake();
            }
            return;
        }
        RingHandle handle = handles[place];
        if (handle == null) {
            LOG.error("A result of operation {} came to nobody", operation);
            return;
        }
        try {
            handle.completed(operation, result, flags);
        } catch (RuntimeException unexpected) {
            LOG.error("A channel could not take the result of an operation", unexpected);
        }
    }

    @Override
    public IoRegistration register(IoHandle handle) {
        int place = free > 0 ? freePlaces[--free] : places++;
        if (place == handles.length) {
            handles = Arrays.copyOf(handles, 2 * place);
        }
        handles[place] = (RingHandle) handle;
        handle.registered();
        return new Place(place);
    }

    private void leave(int place) {
        RingHandle gone = handles[place];
        handles[place] = null;
        if (free == freePlaces.length) {
            freePlaces = Arrays.copyOf(freePlaces, 2 * free);
        }
        freePlaces[free++] = place;
        if (gone != null) {
            gone.unregistered();
        }
    }

    /** Any thread. */
    @Override
    public void wakeup() {
        if (woken.compareAndSet(false, true)) {
            synchronized (woken) {
                if (wakeable) {
                    Libc.write(wakeDescriptor, one);
                }
            }
        }
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return RingHandle.class.isAssignableFrom(handleType);
    }

    /** Closes every handle, and waits a moment for what it has under way. */
    @Override
    public void prepareToDestroy() {
        List<RingHandle> open = new ArrayList<>();
        for (RingHandle each : handles) {
            if (each != null) {
                open.add(each);
            }
        }
        open.forEach(RingHandle::close);
        ring().submit();
        ring().take(this);
    }

    @Override
    public void destroy() {
        long end = System.nanoTime() + END_NANOS;
        while (places - 1 > free && System.nanoTime() < end) {
            ring().await(END_NANOS / 10);
            ring().take(this);
        }
        synchronized (woken) {
            wakeable = false;
        }
        ring().submit();
        ring().close();
        Libc.close(wakeDescriptor);
        pipes.close();
        ReceiveBuffers left = receiveBuffers;
        if (left != null) {
            left.close();
        }
        arena.close();
    }

    /** A handle's place. */
    final class Place implements IoRegistration {
        private final int place;
        private boolean valid = true;

        private Place(int place) {
            this.place = place;
        }

        /** What comes back with an operation's result. */
        long token(int operation) {
            return (long) place << OPERATION_BITS | operation;
        }

        RingIoHandler handler() {
            return RingIoHandler.this;
        }

        /** Itself, from within whatever the event loop wraps it in. */
        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <T> T attachment() {
            return (T) this;
        }

        /** @throws UnsupportedOperationException always: operations go to the ring */
        @Override
        public long submit(IoOps ops) {
            throw new UnsupportedOperationException("operations go to the ring");
        }

        @Override
        public boolean isValid() {
            return valid;
        }

        /** Gives the place up. No operation may be under way. */
        @Override
        public boolean cancel() {
            if (!valid) {
                return false;
            }
            valid = false;
            leave(place);
            return true;
        }
    }
}
