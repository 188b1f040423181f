package io.steelyard.conformance.tls;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One connection of a client that trusts everybody. Nothing is ever sent again. For one thread at a time. */
public final class TlsClient implements AutoCloseable {
    private static final int LIMIT_MILLIS = 20_000;
    private static final SSLSocketFactory TRUSTING = AnyCertificate.sockets();

    private final SSLSocket socket;
    private final InputStream in;

    private TlsClient(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    public static TlsClient connect(InetSocketAddress server) throws IOException {
        SSLSocket socket = (SSLSocket) TRUSTING.createSocket();
        try {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.connect(server, LIMIT_MILLIS);
            socket.startHandshake();
            return new TlsClient(socket);
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    /** TLS over a connection, which goes with it; the handshake is yet to come. */
    public static SSLSocket over(Socket connection) throws IOException {
        return (SSLSocket) TRUSTING.createSocket(connection, "shop.test", connection.getPort(), true);
    }

    /**
     * Asks once, over HTTP/1.1.
     *
     * @return head and body as they came
     * @throws IOException when it was not answered 200, whole
     */
    public String get(String path) throws IOException {
        send("GET " + path + " HTTP/1.1\r\nHost: shop.test\r\n\r\n");
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) octet());
        }
        if (!head.toString().startsWith("HTTP/1.1 200 ")) {
            throw new IOException("answered " + head);
        }
        return head + receive(contentLength(head.toString()));
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    public void send(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** So many octets. */
    public String receive(int length) throws IOException {
        byte[] octets = in.readNBytes(length);
        if (octets.length < length) {
            throw new EOFException("closed after " + octets.length + " of " + length + " octets");
        }
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private int octet() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("closed without a whole answer");
        }
        return octet;
    }

    /** Such as {@code CN=shop.test}. */
    String certificateName() throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
