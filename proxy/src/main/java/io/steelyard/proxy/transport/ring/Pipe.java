package io.steelyard.proxy.transport.ring;

import org.jspecify.annotations.Nullable;

/** A pipe of the kernel's (pipe(7)): octets go from socket to socket through it without passing through this process. */
final class Pipe {
    /** Octets that are let in at once: what every user may ask for unless the host says otherwise (pipe(7)). */
    static final int SIZE = 1024 * 1024;

    private final int out;
    private final int in;

    private Pipe(int out, int in) {
        this.out = out;
        this.in = in;
    }

    /** An empty one; null when the system gives none, or none of this size. */
    static @Nullable Pipe open() {
        long ends = Libc.pipe();
        if (ends < 0) {
            return null;
        }
        Pipe pipe = new Pipe((int) ends, (int) (ends >>> Integer.SIZE));
        if (Libc.resizePipe(pipe.in, SIZE) < SIZE) {
            pipe.close();
            return null;
        }
        return pipe;
    }

    /**
     * Moves in what a socket has.
     *
     * @return octets; 0 at the end; an error number, negated
     */
    int fill(int socket) {
        return Libc.splice(socket, in, SIZE);
    }

    /**
     * Moves out what the socket has room for.
     *
     * @return octets, or an error number, negated
     */
    int drain(int socket, int octets) {
        return Libc.splice(out, socket, octets);
    }

    void close() {
        Libc.close(in);
        Libc.close(out);
    }
}
