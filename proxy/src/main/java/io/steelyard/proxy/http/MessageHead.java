package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.steelyard.proxy.cache.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The head of one message, judged in scratch memory. One object serves all messages of an event loop in turn, so
 * whatever outlives the message must be taken out of it.
 */
abstract sealed class MessageHead implements Fields permits RequestHead, ResponseHead {
    static final int INCOMPLETE = HeadLines.INCOMPLETE;

    /** Most heads end within; content behind it is not worth a copy. */
    private static final int FIRST_LOOK = 2048;

    private final byte[] octets;
    private final HeadLines lines;
    private final Framing framing = new Framing();
    private final ConnectionOptions connection;
    private final boolean[] dropped;
    private boolean anyDropped;
    private boolean anyAlias;

    MessageHead(HeadLimits limits) {
        octets = new byte[limits.octets()];
        lines = new HeadLines(octets, limits.fields() + 1, limits.requestLineOctets());
        connection = new ConnectionOptions(octets);
        dropped = new boolean[limits.fields() + 1];
    }

    /** The head that was judged last; may hold octets behind it. */
    final byte[] octets() {
        return octets;
    }

    /**
     * Judges the message that {@code in} begins with. Takes nothing from it.
     *
     * @return the head's length, the empty line included, or {@link #INCOMPLETE}
     * @throws BadMessageException when it must not be passed on
     */
    final int scan(ByteBuf in) {
        int readable = in.readableBytes();
        int first = Math.min(FIRST_LOOK, octets.length);
        int length = scan(load(in, Math.min(readable, first)));
        return length == INCOMPLETE && readable > first ? scan(load(in, Math.min(readable, octets.length))) : length;
    }

    /**
     * Judges a whole head that was put into {@link #octets}.
     *
     * @throws BadMessageException when it must not be passed on
     */
    final void judge(int length) {
        if (scan(length) != length) {
            throw Fault.BAD_REQUEST.exception();
        }
    }

    private int load(ByteBuf in, int length) {
        in.getBytes(in.readerIndex(), octets, 0, length);
        return length;
    }

    private int scan(int available) {
        int from = start(available);
        int length = lines.split(from, available);
        if (length == INCOMPLETE) {
            return incomplete(available);
        }
        if (lines.count() == 0) {
            throw Fault.BAD_REQUEST.exception();
        }
        framing.reset();
        connection.reset();
        anyDropped = false;
        anyAlias = false;
        startLine(lines.start(0), lines.end(0));
        for (int line = 1; line < lines.count(); line++) {
            dropped[line] = false;
            field(line);
        }
        dropNominated();
        complete();
        return length;
    }

    final HeadLines lines() {
        return lines;
    }

    final Framing framing() {
        return framing;
    }

    final ConnectionOptions connection() {
        return connection;
    }

    final boolean isDropped(int line) {
        return dropped[line];
    }

    /** Whether a field that we act on was spelled with an underscore. */
    final boolean hasAlias() {
        return anyAlias;
    }

    /** Whether every field is passed on. */
    final boolean isWhole() {
        return !anyDropped;
    }

    final void drop(int line) {
        dropped[line] = true;
        anyDropped = true;
    }

    /** Whether a line is of this name, which is in lower case; also where the line is dropped. */
    final boolean isField(int line, byte[] name) {
        int from = lines.start(line);
        int colon = from + name.length;
        return colon < lines.end(line) && octets[colon] == ':' && Octets.areFolded(octets, from, name, 0, name.length);
    }

    /** Also what is not passed on. */
    @Override
    public List<String> values(String name) {
        byte[] wanted = Ascii.bytes(name);
        List<String> found = List.of();
        for (int line = 1; line < lines.count(); line++) {
            if (isField(line, wanted)) {
                found = new ArrayList<>(found);
                found.add(value(line, lines.start(line) + wanted.length + 1));
            }
        }
        return found;
    }

    private String value(int line, int from) {
        int start = valueStart(from, lines.end(line));
        int end = valueEnd(start, lines.end(line));
        return new String(octets, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** Where the message begins in what was received. */
    abstract int start(int available);

    abstract void startLine(int from, int to);

    /** Takes the field of a name that we act on; the value comes without the blanks around it. */
    abstract void field(int line, FieldName name, int from, int to);

    /** Judges what only the whole head shows. */
    abstract void complete();

    private int incomplete(int available) {
        if (available == octets.length) {
            throw Fault.HEAD_TOO_LARGE.exception();
        }
        return INCOMPLETE;
    }

    private void field(int line) {
        int from = lines.start(line);
        int to = lines.end(line);
        int colon = nameEnd(octets, from, to);
        FieldName name = FieldName.of(octets, from, colon);
        if (name == null) {
            return;
        }
        if (FieldName.isAlias(octets, from, colon)) {
            anyAlias = true;
            drop(line);
        } else {
            int value = valueStart(colon + 1, to);
            field(line, name, value, valueEnd(value, to));
        }
    }

    /**
     * Where the name of a field line ends.
     *
     * @throws BadMessageException unless it is a token with a colon right behind it, which leaves no room for blanks
     *     before the colon and for folded lines
     */
    static int nameEnd(byte[] octets, int from, int to) {
        int at = from;
        while (at < to && Octets.isToken(octets[at])) {
            at++;
        }
        if (at == from || at == to || octets[at] != ':') {
            throw Fault.BAD_REQUEST.exception();
        }
        return at;
    }

    private int valueStart(int from, int to) {
        int at = from;
        while (at < to && Octets.isBlank(octets[at])) {
            at++;
        }
        return at;
    }

    private int valueEnd(int from, int to) {
        int at = to;
        while (at > from && Octets.isBlank(octets[at - 1])) {
            at--;
        }
        return at;
    }

    /** Connection may stand behind the fields that it nominates, so this comes last. */
    private void dropNominated() {
        if (!connection.nominates()) {
            return;
        }
        for (int line = 1; line < lines.count(); line++) {
            int from = lines.start(line);
            if (connection.nominates(from, nameEnd(octets, from, lines.end(line)))) {
                drop(line);
            }
        }
    }
}
