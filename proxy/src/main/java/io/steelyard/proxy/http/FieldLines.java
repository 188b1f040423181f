package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;

/** The field lines of a head that go on, in as few copies as there are gaps. */
final class FieldLines {
    private FieldLines() {}

    static void copy(MessageHead head, ByteBuf out) {
        HeadLines lines = head.lines();
        int from = lines.count() > 1 ? lines.start(1) : lines.blank();
        if (!head.isWhole()) {
            from = copyUpToLastGap(head, out, from);
        }
        out.writeBytes(head.octets(), from, lines.blank() - from);
    }

    private static int copyUpToLastGap(MessageHead head, ByteBuf out, int start) {
        HeadLines lines = head.lines();
        int from = start;
        for (int line = 1; line < lines.count(); line++) {
            if (head.isDropped(line)) {
                out.writeBytes(head.octets(), from, lines.start(line) - from);
                from = lines.end(line) + 2;
            }
        }
        return from;
    }
}
