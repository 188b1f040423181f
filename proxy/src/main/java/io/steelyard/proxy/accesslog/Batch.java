package io.steelyard.proxy.accesslog;

import java.util.Arrays;

/** Lines of one segment that are written together. */
final class Batch {
    private byte[] octets = new byte[4096];
    private int length;
    private int lines;

    void add(byte[] line, int lineLength) {
        if (length + lineLength > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + lineLength));
        }
        System.arraycopy(line, 0, octets, length, lineLength);
        length += lineLength;
        lines++;
    }

    byte[] octets() {
        return octets;
    }

    int length() {
        return length;
    }

    int lines() {
        return lines;
    }
}
