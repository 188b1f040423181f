package io.steelyard.proxy.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A message as it came over the wire, read plainly and strictly, without any of the code under test.
 *
 * @param head with its first line and without the empty one
 * @param content without chunk framing
 * @param trailer the fields behind the last chunk
 */
record Received(String head, String content, String trailer) {
    /** Reads what has a body only as its fields say; null at the end of the connection. */
    static Received request(InputStream in) throws IOException {
        return read(in, false, false);
    }

    /**
     * Reads one response, interim ones included.
     *
     * @param toHead whether the request was a HEAD
     */
    static Received response(InputStream in, boolean toHead) throws IOException {
        return read(in, true, toHead);
    }

    String firstLine() {
        return head.lines().findFirst().orElseThrow();
    }

    int status() {
        return Integer.parseInt(firstLine().split(" ")[1]);
    }

    List<String> fields(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .skip(1)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .toList();
    }

    private static Received read(InputStream in, boolean response, boolean toHead) throws IOException {
        String head = head(in);
        if (head.isEmpty()) {
            throw new EOFException("closed before a message began");
        }
        Received bare = new Received(head, "", "");
        boolean without = response && (toHead || bare.status() < 200 || bare.status() == 204 || bare.status() == 304);
        if (without) {
            return bare;
        }
        List<String> lengths = bare.fields("content-length");
        if (bare.fields("transfer-encoding").equals(List.of("chunked")) && lengths.isEmpty()) {
            return chunked(head, in);
        }
        if (!lengths.isEmpty()) {
            if (!lengths.getFirst().matches("[0-9]{1,9}")) {
                throw new IOException("not a length: " + head);
            }
            return new Received(head, text(exactly(in, Integer.parseInt(lengths.getFirst()))), "");
        }
        return response ? new Received(head, text(in.readAllBytes()), "") : bare;
    }

    /** A head alone, without its empty line; empty at the end of the connection. */
    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 && head.isEmpty()) {
                return "";
            }
            head.append((char) octet(next));
        }
        return head.substring(0, head.length() - 4);
    }

    private static Received chunked(String head, InputStream in) throws IOException {
        StringBuilder content = new StringBuilder();
        while (true) {
            String size = line(in);
            if (!size.matches("[0-9a-fA-F]{1,8}")) {
                throw new IOException("not a chunk size: " + size);
            }
            if (Integer.parseInt(size, 16) == 0) {
                return new Received(head, content.toString(), trailer(in));
            }
            content.append(text(exactly(in, Integer.parseInt(size, 16))));
            if (!line(in).isEmpty()) {
                throw new IOException("a chunk does not end where it says");
            }
        }
    }

    private static String trailer(InputStream in) throws IOException {
        StringBuilder trailer = new StringBuilder();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            trailer.append(line).append('\n');
        }
        return trailer.toString();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            line.append((char) octet(in.read()));
        }
        return line.substring(0, line.length() - 2);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] octets = in.readNBytes(length);
        if (octets.length < length) {
            throw new EOFException("closed after " + octets.length + " of " + length + " octets");
        }
        return octets;
    }

    private static int octet(int read) throws EOFException {
        if (read < 0) {
            throw new EOFException("closed within a message");
        }
        return read;
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
