package io.steelyard.proxy.transport.ring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * One io_uring (io_uring(7)): operations go into a queue that is shared with the kernel, one call hands them over and waits,
 * and their results come back through a second queue. For the thread that opened it.
 */
final class Ring implements AutoCloseable {
    /** All memory, to read and write by address. */
    static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static final int SETUP = 425;
    private static final int ENTER = 426;
    private static final int REGISTER = 427;

    /** What the kernel offers since 6.1; with less, another transport serves. */
    private static final int CQSIZE = 1 << 3;

    private static final int CLAMP = 1 << 4;
    private static final int SUBMIT_ALL = 1 << 7;
    private static final int TASKRUN_FLAG = 1 << 9;
    private static final int SINGLE_ISSUER = 1 << 12;
    private static final int DEFER_TASKRUN = 1 << 13;

    private static final int GET_EVENTS = 1;
    private static final int EXTENDED_ARGUMENT = 1 << 3;
    private static final int OVERFLOWN_OR_TASKS = 1 << 1 | 1 << 2;

    private static final long QUEUES = 0;
    private static final long ENTRIES = 0x10000000L;
    private static final int ENTRY_SIZE = 64;
    private static final int RESULT_SIZE = 16;

    private static final int PENDING = 1024;
    private static final int RESULTS = 8192;
    private static final int PARAMETERS = 120;

    private static final int EINTR = -4;
    private static final int EAGAIN = -11;
    private static final int EBUSY = -16;
    private static final int ETIME = -62;

    private static final VarHandle INT = JAVA_INT.varHandle();

    private final Arena arena = Arena.ofShared();
    private final int descriptor;
    private final long queues;
    private final long queuesSize;
    private final long entries;
    private final int capacity;
    private final long submissionHead;
    private final long submissionTail;
    private final long submissionFlags;
    private final long resultHead;
    private final long resultTail;
    private final long results;
    private final int resultMask;
    private final MemorySegment time = arena.allocate(16, 8);
    private final MemorySegment wait = arena.allocate(24, 8);
    private final Scratch scratch = new Scratch(arena);

    private int tail;
    private int submitted;
    private int head;

    /** @throws IOException when this host's kernel has no such ring, or its owner may not use it */
    Ring() throws IOException {
        MemorySegment parameters = arena.allocate(PARAMETERS, 8);
        parameters.set(JAVA_INT, 4, RESULTS);
        parameters.set(JAVA_INT, 8, CQSIZE | CLAMP | SUBMIT_ALL | TASKRUN_FLAG | SINGLE_ISSUER | DEFER_TASKRUN);
        descriptor = checked("io_uring_setup", Libc.syscall(SETUP, PENDING, parameters.address(), 0L, 0));
        capacity = parameters.get(JAVA_INT, 0);
        int resultCapacity = parameters.get(JAVA_INT, 4);
        // struct io_sqring_offsets begins at 40, struct io_cqring_offsets at 80.
        int resultsAt = parameters.get(JAVA_INT, 80 + 20);
        int indexesAt = parameters.get(JAVA_INT, 40 + 24);
        queuesSize = Math.max(resultsAt + (long) RESULT_SIZE * resultCapacity, indexesAt + 4L * capacity);
        queues = mapped(QUEUES, queuesSize);
        entries = mapped(ENTRIES, (long) ENTRY_SIZE * capacity);
        submissionHead = queues + parameters.get(JAVA_INT, 40);
        submissionTail = queues + parameters.get(JAVA_INT, 40 + 4);
        submissionFlags = queues + parameters.get(JAVA_INT, 40 + 16);
        resultHead = queues + parameters.get(JAVA_INT, 80);
        resultTail = queues + parameters.get(JAVA_INT, 80 + 4);
        resultMask = resultCapacity - 1;
        results = queues + resultsAt;
        for (int i = 0; i < capacity; i++) {
            MEMORY.set(JAVA_INT, queues + indexesAt + 4L * i, i);
        }
        wait.set(JAVA_LONG, 16, time.address());
    }

    private long mapped(long offset, long size) throws IOException {
        long address = Libc.map(descriptor, offset, size);
        if (address < 0) {
            Libc.close(descriptor);
            throw Errors.newIOException("mmap", (int) address);
        }
        return address;
    }

    private static int checked(String call, int result) throws IOException {
        if (result < 0) {
            throw Errors.newIOException(call, result);
        }
        return result;
    }

    /** io_uring_register(2). */
    void register(int what, MemorySegment argument, int count) throws IOException {
        checked("io_uring_register", Libc.syscall(REGISTER, descriptor, what, argument.address(), count));
    }

    /**
     * Memory that an operation refers to, which the kernel reads when the operation is handed over. Ask for it right before
     * {@link #add}: what is handed over may make room for others.
     *
     * @param size octets, at most {@link Scratch#SIZE}
     */
    MemorySegment scratch(int size) {
        if (full() || !scratch.fits(size)) {
            submit();
        }
        return scratch.take(size);
    }

    private boolean full() {
        return tail - (int) INT.getAcquire(MEMORY, submissionHead) >= capacity;
    }

    /**
     * Adds an operation to what is handed over next.
     *
     * @param flags of the entry
     * @param priority what io_uring_enter(2) calls ioprio: flags of the operation, for most
     * @param offset or a second address
     * @param options of the call, such as MSG_NOSIGNAL
     * @param token comes back with the result
     * @param group of buffers to choose from, with the flag that says so; what else an operation has a place for above it
     */
    void add(
            int operation,
            int flags,
            int priority,
            int file,
            long offset,
            long address,
            int length,
            int options,
            long token,
            long group) {
        if (full()) {
            submit();
            if (full()) {
                throw new IllegalStateException("the kernel takes no more operations");
            }
        }
        long entry = entries + (long) ENTRY_SIZE * (tail & (capacity - 1));
        MEMORY.set(JAVA_BYTE, entry, (byte) operation);
        MEMORY.set(JAVA_BYTE, entry + 1, (byte) flags);
        MEMORY.set(JAVA_SHORT, entry + 2, (short) priority);
        MEMORY.set(JAVA_INT, entry + 4, file);
        MEMORY.set(JAVA_LONG, entry + 8, offset);
        MEMORY.set(JAVA_LONG, entry + 16, address);
        MEMORY.set(JAVA_INT, entry + 24, length);
        MEMORY.set(JAVA_INT, entry + 28, options);
        MEMORY.set(JAVA_LONG, entry + 32, token);
        MEMORY.set(JAVA_LONG, entry + 40, group);
        MEMORY.set(JAVA_LONG, entry + 48, 0L);
        MEMORY.set(JAVA_LONG, entry + 56, 0L);
        tail++;
    }

    /** Whether a result is there to be taken. */
    boolean hasResults() {
        return head != (int) INT.getAcquire(MEMORY, resultTail);
    }

    /** Hands over what was added, and lets the kernel finish what it can without waiting. */
    void submit() {
        if (tail != submitted || ((int) INT.getAcquire(MEMORY, submissionFlags) & OVERFLOWN_OR_TASKS) != 0) {
            enter(0, GET_EVENTS, 0L, 0L);
        }
    }

    /**
     * Hands over what was added, and waits for a result.
     *
     * @param nanos at most; negative for as long as it takes
     */
    void await(long nanos) {
        if (nanos < 0) {
            enter(1, GET_EVENTS, 0L, 0L);
            return;
        }
        time.set(JAVA_LONG, 0, nanos / 1_000_000_000L);
        time.set(JAVA_LONG, 8, nanos % 1_000_000_000L);
        enter(1, GET_EVENTS | EXTENDED_ARGUMENT, wait.address(), wait.byteSize());
    }

    private void enter(int results, int flags, long argument, long size) {
        INT.setRelease(MEMORY, submissionTail, tail);
        int result = Libc.syscall(ENTER, descriptor, tail - submitted, results, flags, argument, size);
        // The count of what was handed over is the kernel's: after a wait that failed the result tells no count.
        submitted = (int) INT.getAcquire(MEMORY, submissionHead);
        if (submitted == tail) {
            scratch.clear();
        }
        if (result < 0 && result != EINTR && result != EAGAIN && result != EBUSY && result != ETIME) {
            throw new IllegalStateException("io_uring_enter failed with error number " + -result);
        }
    }

    /**
     * Gives every result that is there to {@code results}.
     *
     * @return how many there were
     */
    int take(Results taker) {
        int end = (int) INT.getAcquire(MEMORY, resultTail);
        int taken = end - head;
        while (head != end) {
            long at = results + (long) RESULT_SIZE * (head & resultMask);
            long token = MEMORY.get(JAVA_LONG, at);
            int result = MEMORY.get(JAVA_INT, at + 8);
            int flags = MEMORY.get(JAVA_INT, at + 12);
            head++;
            INT.setRelease(MEMORY, resultHead, head);
            taker.take(token, result, flags);
        }
        return taken;
    }

    /** What is still under way ends. */
    @Override
    public void close() {
        Libc.unmap(entries, (long) ENTRY_SIZE * capacity);
        Libc.unmap(queues, queuesSize);
        Libc.close(descriptor);
        arena.close();
    }

    /** Takes results, in the order in which they came. */
    interface Results {
        /**
         * Takes one.
         *
         * @param token of the operation
         * @param result what the system call would have returned: an error number, negated, when it failed
         * @param flags what else the kernel says of it
         */
        void take(long token, int result, int flags);
    }

    /** Memory that is taken bit by bit and given back all at once. */
    private static final class Scratch {
        static final int SIZE = 64 * 1024;

        private final MemorySegment memory;
        private int used;

        Scratch(Arena arena) {
            memory = arena.allocate(SIZE, 16);
        }

        boolean fits(int size) {
            return used + size <= SIZE;
        }

        MemorySegment take(int size) {
            MemorySegment taken = memory.asSlice(used, size);
            used += (size + 15) & ~15;
            return taken;
        }

        void clear() {
            used = 0;
        }
    }
}
