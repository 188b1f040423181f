package io.steelyard.proxy.transport.ring;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The C library's calls that rings and their sockets need (man pages, sections 2 and 3). Where a call fails they return its
 * error number, negated, as the kernel itself does.
 */
final class Libc {
    static final int SOL_SOCKET = 1;
    static final int SO_REUSEADDR = 2;
    static final int SO_SNDBUF = 7;
    static final int SO_RCVBUF = 8;
    static final int SO_KEEPALIVE = 9;
    static final int SO_LINGER = 13;
    static final int IPPROTO_TCP = 6;
    static final int TCP_NODELAY = 1;
    static final int TCP_QUICKACK = 12;
    static final int IPPROTO_IP = 0;
    static final int IP_TOS = 1;

    /** O_CLOEXEC, SOCK_CLOEXEC and EFD_CLOEXEC alike. */
    static final int CLOSE_ON_EXEC = 0x80000;

    private static final int SOCK_STREAM = 1;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int SPLICE_MOVE_NONBLOCK = 3;
    private static final int O_NONBLOCK = 0x800;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED_POPULATE = 0x8001;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

    private static final MethodHandle SYSCALL = bind(
            "syscall",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    private static final MethodHandle SYSCALL_ON_MEMORY = bind(
            "syscall",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT),
            Linker.Option.firstVariadicArg(1));
    private static final MethodHandle MMAP = bind(
            "mmap", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle MUNMAP = bind("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle SOCKET =
            bind("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle BIND = bind("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle LISTEN = bind("listen", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle GETSOCKNAME =
            bind("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle GETPEERNAME =
            bind("getpeername", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SETSOCKOPT =
            bind("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle GETSOCKOPT =
            bind("getsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SHUTDOWN = bind("shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle FCNTL = bind(
            "fcntl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle PIPE2 = bind("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SPLICE = bind(
            "splice", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle EVENTFD = bind("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle WRITE =
            bind("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

    /** Where a failed call leaves its number; each thread has its own. */
    private static final ThreadLocal<MemorySegment> FAILURE = ThreadLocal.withInitial(
            () -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout().byteSize(), Long.BYTES));

    private static final long FAILURE_AT =
            Linker.Option.captureStateLayout().byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private Libc() {}

    private static MethodHandle bind(String name, FunctionDescriptor type, Linker.Option... more) {
        Linker.Option[] options = new Linker.Option[more.length + 1];
        System.arraycopy(more, 0, options, 1, more.length);
        options[0] = ERRNO;
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
    }

    /** syscall(2) with a descriptor, three numbers and memory with its size. */
    static int syscall(long call, int descriptor, int first, int second, int third, long memory, long size) {
        MemorySegment failure = FAILURE.get();
        try {
            return result(
                    (long) SYSCALL.invokeExact(failure, call, descriptor, first, second, third, memory, size), failure);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    /** syscall(2) with a number, memory or a number, memory and a number. */
    static int syscall(long call, int number, long first, long memory, int count) {
        MemorySegment failure = FAILURE.get();
        try {
            return result((long) SYSCALL_ON_MEMORY.invokeExact(failure, call, number, first, memory, count), failure);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    /** Memory that a descriptor shares with the kernel, readable and writable. */
    static long map(int descriptor, long offset, long size) {
        MemorySegment failure = FAILURE.get();
        try {
            long mapped = (long)
                    MMAP.invokeExact(failure, 0L, size, PROT_READ_WRITE, MAP_SHARED_POPULATE, descriptor, offset);
            return mapped == -1 ? -failure.get(JAVA_INT, FAILURE_AT) : mapped;
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    static void unmap(long address, long size) {
        try {
            int ignored = (int) MUNMAP.invokeExact(FAILURE.get(), address, size);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    /** A stream socket that blocks: the ring waits for it, and a call that does not block would tell it not to. */
    static int streamSocket(int family) {
        MemorySegment failure = FAILURE.get();
        try {
            return result((int) SOCKET.invokeExact(failure, family, SOCK_STREAM | CLOSE_ON_EXEC, 0), failure);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    static int bind(int socket, MemorySegment address) {
        MemorySegment failure = FAILURE.get();
        try {
            return result((int) BIND.invokeExact(failure, socket, address, (int) address.byteSize()), failure);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    static int listen(int socket, int backlog) {
        MemorySegment failure = FAILURE.get();
        try {
            return result((int) LISTEN.invokeExact(failure, socket, backlog), failure);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    /** @param length in: how much room the address has */
    static int localAddress(int socket, MemorySegment address, MemorySegment length) {
        MemorySegment failure = FAILURE.get();
        try {
            return result((int) GETSOCKNAME.invokeExact(failure, socket, address, length), failure);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    /** @param length in: how much room the address has */
    static int remoteAddress(int socket, MemorySegment address, MemorySegment length) {
        MemorySegment failure = FAILURE.get();
        try {
            return result((int) GETPEERNAME.invokeExact(failure, socket, address, length), failure);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    /** @param values of an option: one int, or the two of SO_LINGER */
    static int setOption(int socket, int level, int option, int... values) {
        MemorySegment failure = FAILURE.get();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocateFrom(JAVA_INT, values);
            return result(
                    (int) SETSOCKOPT.invokeExact(failure, socket, level, option, value, (int) value.byteSize()),
                    failure);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    /** The (first) int of an option; 0 where it cannot be read. */
    static int option(int socket, int level, int option) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(Long.BYTES, Integer.BYTES);
            MemorySegment length = arena.allocateFrom(JAVA_INT, Long.BYTES);
            int ignored = (int) GETSOCKOPT.invokeExact(FAILURE.get(), socket, level, option, value, length);
            return value.get(JAVA_INT, 0);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    /** @param how 0 the input, 1 the output, 2 both */
    static int shutdown(int socket, int how) {
        MemorySegment failure = FAILURE.get();
        try {
            return result((int) SHUTDOWN.invokeExact(failure, socket, how), failure);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    static void close(int descriptor) {
        try {
            int ignored = (int) CLOSE.invokeExact(FAILURE.get(), descriptor);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    /** Takes O_NONBLOCK off, which another process may have set. */
    static void makeBlocking(int descriptor) {
        try {
            int flags = (int) FCNTL.invokeExact(FAILURE.get(), descriptor, F_GETFL, 0);
            if ((flags & O_NONBLOCK) != 0) {
                int ignored = (int) FCNTL.invokeExact(FAILURE.get(), descriptor, F_SETFL, flags & ~O_NONBLOCK);
            }
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    /** Sets O_NONBLOCK, which the ring's own operations on sockets take no notice of. */
    static void makeNonBlocking(int descriptor) {
        try {
            int flags = (int) FCNTL.invokeExact(FAILURE.get(), descriptor, F_GETFL, 0);
            int ignored = (int) FCNTL.invokeExact(FAILURE.get(), descriptor, F_SETFL, flags | O_NONBLOCK);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    /** A pipe's reading end and, in the upper half, its writing end. */
    static long pipe() {
        MemorySegment failure = FAILURE.get();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(Long.BYTES, Long.BYTES);
            int result = result((int) PIPE2.invokeExact(failure, ends, CLOSE_ON_EXEC | O_NONBLOCK), failure);
            return result < 0 ? result : ends.get(JAVA_LONG, 0);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    /** Gives a pipe room for so many octets, in whole pages. */
    static int resizePipe(int end, int octets) {
        MemorySegment failure = FAILURE.get();
        try {
            return result((int) FCNTL.invokeExact(failure, end, F_SETPIPE_SZ, octets), failure);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    /** Moves octets between a pipe and a socket, neither of which blocks. */
    static int splice(int from, int to, int octets) {
        MemorySegment failure = FAILURE.get();
        try {
            return result(
                    (long) SPLICE.invokeExact(failure, from, 0L, to, 0L, (long) octets, SPLICE_MOVE_NONBLOCK), failure);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    static int eventDescriptor() {
        MemorySegment failure = FAILURE.get();
        try {
            return result((int) EVENTFD.invokeExact(failure, 0, CLOSE_ON_EXEC), failure);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    static void write(int descriptor, MemorySegment bytes) {
        try {
            long ignored = (long) WRITE.invokeExact(FAILURE.get(), descriptor, bytes, bytes.byteSize());
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    private static int result(long returned, MemorySegment failure) {
        return returned < 0 ? -failure.get(JAVA_INT, FAILURE_AT) : (int) returned;
    }

    private static IllegalStateException impossible(Throwable cause) {
        return new IllegalStateException("a call of the C library could not be made", cause);
    }
}
