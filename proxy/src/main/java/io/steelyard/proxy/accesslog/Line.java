package io.steelyard.proxy.accesslog;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A line while it is written. Reused; what does not fit is left out. Used by one thread. */
public final class Line {
    /** Of one field that a client chose; longer ones are cut. */
    public static final int FIELD_LIMIT = 4096;

    /** Room for four such fields with every octet escaped, and the rest. */
    private static final int LIMIT = 64 << 10;

    private static final long MICROS_OF_SECOND = 1_000_000;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] octets = new byte[512];
    private int length;

    public Line clear() {
        length = 0;
        return this;
    }

    /** Ends it, however long it is. */
    Line end() {
        grow(1);
        octets[length++] = '\n';
        return this;
    }

    /** What was written; valid up to {@link #length}. */
    public byte[] octets() {
        return octets;
    }

    public int length() {
        return length;
    }

    /** Text of ours: ASCII. */
    public Line text(String text) {
        for (int i = 0; i < text.length(); i++) {
            octet(text.charAt(i));
        }
        return this;
    }

    /** Octets that need no escaping. */
    public Line plain(byte[] plain, int from, int to) {
        int room = Math.min(to - from, LIMIT - length);
        if (room > 0) {
            grow(room);
            System.arraycopy(plain, from, octets, length, room);
            length += room;
        }
        return this;
    }

    /**
     * Octets that somebody else chose: quotes and backslashes are escaped by a backslash, and what is not printable
     * ASCII is written {@code \xhh}, as Apache does.
     */
    public Line escaped(byte[] foreign, int from, int to) {
        for (int at = from; at < Math.min(to, from + FIELD_LIMIT); at++) {
            escaped(foreign[at]);
        }
        return this;
    }

    private void escaped(byte octet) {
        if (octet == '"' || octet == '\\') {
            octet('\\').octet(octet);
        } else if (octet >= ' ' && octet < 0x7f) {
            octet(octet);
        } else {
            octet('\\').octet('x').octet(HEX[octet >> 4 & 0xf]).octet(HEX[octet & 0xf]);
        }
    }

    public Line number(long number) {
        return text(Long.toString(number));
    }

    /** In seconds, to the millisecond. */
    public Line duration(long nanos) {
        long millis = Math.max(0, nanos / 1_000_000);
        long rest = millis % 1000;
        number(millis / 1000).octet('.');
        return octet('0' + (int) (rest / 100))
                .octet('0' + (int) (rest / 10 % 10))
                .octet('0' + (int) (rest % 10));
    }

    /** In seconds, to the microsecond. */
    Line micros(long nanos) {
        long micros = Math.max(0, nanos / 1000);
        return number(micros / MICROS_OF_SECOND).octet('.').sixDigits(micros % MICROS_OF_SECOND);
    }

    /** With noughts in front. */
    Line sixDigits(long number) {
        for (long unit = MICROS_OF_SECOND / 10; unit > 0; unit /= 10) {
            octet('0' + (int) (number / unit % 10));
        }
        return this;
    }

    /** Address and port, an IPv6 address in brackets. */
    public Line address(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return host.indexOf(':') < 0
                ? text(host).octet(':').number(address.getPort())
                : octet('[').text(host).text("]:").number(address.getPort());
    }

    public Line address(InetAddress address) {
        return text(address.getHostAddress());
    }

    public Line space() {
        return octet(' ');
    }

    public Line octet(int octet) {
        if (length < LIMIT) {
            grow(1);
            octets[length++] = (byte) octet;
        }
        return this;
    }

    private void grow(int more) {
        if (length + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
        }
    }

    @Override
    public String toString() {
        return new String(octets, 0, length, StandardCharsets.US_ASCII);
    }
}
