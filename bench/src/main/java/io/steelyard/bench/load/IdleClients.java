package io.steelyard.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Clients that have had one answer and keep their connection without using it. */
public final class IdleClients implements AutoCloseable {
    private static final int LIMIT_MILLIS = 2_000;
    private static final int ANSWER_BYTES = 4 << 10;

    private final InetSocketAddress address;
    private final byte[] request;
    private final List<Socket> sockets = new ArrayList<>();

    public IdleClients(URI url) {
        address = new InetSocketAddress(url.getHost(), url.getPort());
        request = ("GET / HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Has so many come, or stay and more come.
     *
     * @throws IOException when one of them is not answered 200
     */
    public void grow(int count) throws IOException {
        while (sockets.size() < count) {
            Socket socket = new Socket();
            sockets.add(socket);
            socket.connect(address, LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(request);
            readAnswer(socket.getInputStream());
        }
    }

    private static void readAnswer(InputStream in) throws IOException {
        byte[] bytes = new byte[ANSWER_BYTES];
        int length = in.read(bytes);
        if (length < 0) {
            throw new IOException("an idle client's connection was closed without an answer");
        }
        AnswerHead head = AnswerHead.read(ByteBuffer.wrap(bytes, 0, length));
        if (head.status() != 200) {
            throw new IOException("an idle client was answered " + head.status());
        }
        in.skipNBytes(head.length() - length);
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
