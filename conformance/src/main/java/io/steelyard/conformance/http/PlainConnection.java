package io.steelyard.conformance.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLSocketFactory;

/**
 * One HTTP/1.1 connection of a client as bare as can be. A request is written once and its answer read to the last octet;
 * nothing is ever sent again, which no library promises. For one thread at a time.
 */
public final class PlainConnection implements AutoCloseable {
    private static final int LONGEST_HEAD = 8 * 1024;

    private final Socket socket;
    private final byte[] buffer = new byte[LONGEST_HEAD];
    private int start;
    private int end;

    private PlainConnection(Socket socket) {
        this.socket = socket;
    }

    /** @param limit for the connection, and then for each wait for octets */
    public static PlainConnection open(InetSocketAddress server, Duration limit) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout((int) limit.toMillis());
            socket.setTcpNoDelay(true);
            socket.connect(server, (int) limit.toMillis());
            return new PlainConnection(socket);
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    /** The same within TLS. */
    public static PlainConnection open(InetSocketAddress server, Duration limit, SSLSocketFactory tls)
            throws IOException {
        PlainConnection plain = open(server, limit);
        try {
            String host = server.getAddress().getHostAddress();
            return new PlainConnection(tls.createSocket(plain.socket, host, server.getPort(), true));
        } catch (IOException refused) {
            plain.close();
            throw refused;
        }
    }

    /**
     * Asks once.
     *
     * @param last whether the connection is to end with this answer
     * @throws IOException when the answer did not come whole; its message says how far it came
     */
    public PlainAnswer get(String path, boolean last) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: steelyard.test\r\n" + (last ? "Connection: close\r\n" : "")
                + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String head = readHead();
        return new PlainAnswer(status(head), keepsOpen(head) && !last, readBody(contentLength(head)));
    }

    private String readHead() throws IOException {
        int searched = start;
        while (true) {
            int headEnd = endOfHead(searched);
            if (headEnd >= 0) {
                String head = new String(buffer, start, headEnd - start, StandardCharsets.ISO_8859_1);
                start = headEnd;
                return head;
            }
            searched = Math.max(start, end - 3);
            if (!fill()) {
                throw new EOFException(end == start ? "closed without an answer" : "closed within the head");
            }
        }
    }

    /** The index after the empty line; -1 when it has not come. */
    private int endOfHead(int from) {
        for (int i = from; i + 3 < end; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    private boolean fill() throws IOException {
        if (end == buffer.length) {
            throw new IOException("a head of more than " + LONGEST_HEAD + " octets");
        }
        int read = socket.getInputStream().read(buffer, end, buffer.length - end);
        end += Math.max(0, read);
        return read >= 0;
    }

    private byte[] readBody(int length) throws IOException {
        byte[] body = new byte[length];
        int buffered = Math.min(length, end - start);
        System.arraycopy(buffer, start, body, 0, buffered);
        start += buffered;
        if (start == end) {
            start = 0;
            end = 0;
        }
        int rest = socket.getInputStream().readNBytes(body, buffered, length - buffered);
        if (buffered + rest < length) {
            throw new EOFException("closed within the body, " + (length - buffered - rest) + " octets short");
        }
        return body;
    }

    private static int status(String head) throws IOException {
        if (!head.startsWith("HTTP/1.1 ") || head.length() < 12) {
            throw new IOException(
                    "no HTTP/1.1 answer: " + head.lines().findFirst().orElse(""));
        }
        return Integer.parseInt(head, 9, 12, 10);
    }

    private static int contentLength(String head) throws IOException {
        String field = field(head, "content-length");
        if (field.isEmpty()) {
            throw new IOException("an answer without Content-Length");
        }
        return Integer.parseInt(field);
    }

    private static boolean keepsOpen(String head) {
        return !field(head, "connection").toLowerCase(Locale.ROOT).contains("close");
    }

    private static String field(String head, String lowerCaseName) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, lowerCaseName + ":", 0, lowerCaseName.length() + 1))
                .findFirst()
                .map(line -> line.substring(lowerCaseName.length() + 1).strip())
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
