package io.steelyard.proxy.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** A TLS client's hello that goes to one node after the other, and what they say to it (RFC 8446, section 5.1). */
final class HeldHello {
    private static final int ALERT = 21;
    private static final int ALERT_LENGTH = 7;
    private static final int HANDSHAKE = 22;

    private final ClientHello hello;
    private ByteBuf alert = Unpooled.EMPTY_BUFFER;

    /** @param limit octets; one that is longer is none */
    HeldHello(int limit) {
        this.hello = new ClientHello(limit);
    }

    /** @see ClientHello#scan */
    ClientHello.Progress scan(ByteBuf sent) {
        return hello.scan(sent);
    }

    /** For one more node; what follows the hello is left out. */
    ByteBuf of(ByteBuf sent) {
        return sent.retainedSlice(sent.readerIndex(), hello.length());
    }

    /** A node has it: what follows is for that one. */
    void skip(ByteBuf sent) {
        sent.skipBytes(hello.length());
    }

    /** Whether a node's first octets begin a hello of its own. */
    static boolean isAnswered(ByteBuf answer) {
        return answer.getByte(answer.readerIndex()) == HANDSHAKE;
    }

    /** Keeps a node's alert; false when it is none. */
    boolean keepAlert(ByteBuf answer) {
        if (answer.getByte(answer.readerIndex()) != ALERT) {
            return false;
        }
        alert.release();
        alert = answer.readRetainedSlice(Math.min(ALERT_LENGTH, answer.readableBytes()));
        return true;
    }

    /** The latest that was kept, which is the caller's from now on; empty when there is none. */
    ByteBuf takeAlert() {
        ByteBuf taken = alert;
        alert = Unpooled.EMPTY_BUFFER;
        return taken;
    }
}
