package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.steelyard.proxy.cache.KeptAnswer;
import io.steelyard.proxy.http.ResponseEncoder.Persistence;

/** Gives a kept answer again, in pieces: a client that reads slowly makes nobody hold more than one for it. */
final class Replay {
    private static final int PIECE = 64 * 1024;

    private final byte[] head;
    private final byte[] content;
    private boolean headGiven;
    private int given;

    private Replay(byte[] head, byte[] content) {
        this.head = head;
        this.content = content;
    }

    /**
     * @param persistence what the client is told of its connection
     * @param nanoTime now
     */
    static Replay of(KeptAnswer answer, Method method, Persistence persistence, long nanoTime) {
        byte[] head = ResponseEncoder.kept(answer.head(), answer.age(nanoTime), persistence);
        return new Replay(head, method == Method.HEAD ? new byte[0] : answer.content());
    }

    boolean isEnd() {
        return headGiven && given == content.length;
    }

    int headOctets() {
        return head.length;
    }

    /** The head alone, where it goes apart. */
    byte[] takeHead() {
        headGiven = true;
        return head;
    }

    /** The next piece; the caller's to release. */
    ByteBuf next(ByteBufAllocator allocator) {
        int octets = Math.min(PIECE, content.length - given);
        int before = headGiven ? 0 : head.length;
        ByteBuf piece = allocator.directBuffer(before + octets);
        piece.writeBytes(head, 0, before).writeBytes(content, given, octets);
        headGiven = true;
        given += octets;
        return piece;
    }
}
