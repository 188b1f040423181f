package io.steelyard.proxy.transport.ring;

import io.netty.buffer.ByteBuf;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;

/**
 * Octets of a stream that are within the kernel, in a pipe. A connection that {@link RingSocketChannel#pipeTo pipes} reads these
 * beside buffers, and connections of the same event loop write them. They cannot be looked at.
 */
public final class Piped extends AbstractReferenceCounted {
    private final Pipe pipe;
    private final Pipes home;
    private int octets;

    Piped(Pipe pipe, Pipes home) {
        this.pipe = pipe;
        this.home = home;
    }

    /** How many octets a message that is read from a connection or written to it has. */
    public static int octets(Object message) {
        return message instanceof Piped piped ? piped.octets : ((ByteBuf) message).readableBytes();
    }

    /** Those that have not left. */
    public int octets() {
        return octets;
    }

    /** See {@link Pipe#fill}. */
    int fill(int socket) {
        int result = pipe.fill(socket);
        octets += Math.max(0, result);
        return result;
    }

    /** See {@link Pipe#drain}. */
    int drain(int socket) {
        int result = pipe.drain(socket, octets);
        octets -= Math.max(0, result);
        return result;
    }

    @Override
    protected void deallocate() {
        home.giveBack(pipe, octets == 0);
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        return this;
    }
}
