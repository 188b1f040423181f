package io.steelyard.proxy.http;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * What a request is called in logs, here and at its node: what its client calls it by X-Request-Id, else a name that no other
 * request has. Of one event loop.
 */
final class RequestIds {
    static final byte[] FIELD = Ascii.bytes("x-request-id");
    /** Octets of a name that a client may give. */
    static final int LONGEST = 128;

    private static final byte[] DIGITS = Ascii.bytes("0123456789abcdef");
    private static final int DIGITS_OF_LONG = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final long first = RANDOM.nextLong();
    private long next = RANDOM.nextLong();

    /**
     * The name of a request.
     *
     * @param mayName whether its client may give one; it stays in the head then, and else is taken out of it
     */
    byte[] of(RequestHead head, boolean mayName) {
        byte[] given = null;
        int fields = 0;
        for (int line = 1; line < head.lines().count(); line++) {
            if (head.isField(line, FIELD)) {
                fields++;
                given = head.isDropped(line) || isAlias(head, line) ? null : value(head, line);
            }
        }
        if (given != null && fields == 1 && mayName && isWellFormed(given)) {
            return given;
        }
        if (fields > 0) {
            drop(head);
        }
        return made();
    }

    /** With underscores for hyphens, which some programs behind nodes take for the same. */
    private static boolean isAlias(RequestHead head, int line) {
        int from = head.lines().start(line);
        return FieldName.isAlias(head.octets(), from, from + FIELD.length);
    }

    /** Whether a node has it from the head that goes on. */
    static boolean isWithin(RequestHead head) {
        for (int line = 1; line < head.lines().count(); line++) {
            if (head.isField(line, FIELD) && !head.isDropped(line)) {
                return true;
            }
        }
        return false;
    }

    private static void drop(RequestHead head) {
        for (int line = 1; line < head.lines().count(); line++) {
            if (head.isField(line, FIELD)) {
                head.drop(line);
            }
        }
    }

    private static byte[] value(RequestHead head, int line) {
        byte[] octets = head.octets();
        int from = head.lines().start(line) + FIELD.length + 1;
        int to = head.lines().end(line);
        while (from < to && Octets.isBlank(octets[from])) {
            from++;
        }
        while (to > from && Octets.isBlank(octets[to - 1])) {
            to--;
        }
        return Arrays.copyOfRange(octets, from, to);
    }

    /** Nothing that could end a line, or be taken for more than a name, in whatever reads logs. */
    private static boolean isWellFormed(byte[] id) {
        if (id.length == 0 || id.length > LONGEST) {
            return false;
        }
        for (byte each : id) {
            boolean word = each >= '0' && each <= '9' || each >= 'A' && each <= 'Z' || each >= 'a' && each <= 'z';
            if (!word && "-_.:=+/@".indexOf(each) < 0) {
                return false;
            }
        }
        return true;
    }

    /** 32 hexadecimal digits. */
    private byte[] made() {
        byte[] id = new byte[2 * DIGITS_OF_LONG];
        write(first, id, 0);
        write(next++, id, DIGITS_OF_LONG);
        return id;
    }

    private static void write(long value, byte[] id, int from) {
        for (int i = 0; i < DIGITS_OF_LONG; i++) {
            id[from + i] = DIGITS[(int) (value >>> (60 - 4 * i)) & 0xf];
        }
    }
}
