package io.steelyard.conformance.kill;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A client of a balancer: requests on kept and on new connections in turn, each answered or failed. */
final class Traffic implements Runnable {
    private static final int LIMIT_MS = 5_000;
    private static final int REQUESTS_PER_CONNECTION = 20;
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: soak\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final InetSocketAddress vip;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile Optional<String> lastFailure = Optional.empty();
    private volatile boolean stopping;

    Traffic(InetSocketAddress vip) {
        this.vip = vip;
    }

    void stop() {
        stopping = true;
    }

    long answered() {
        return answered.get();
    }

    long failed() {
        return failed.get();
    }

    Optional<String> lastFailure() {
        return lastFailure;
    }

    @Override
    public void run() {
        while (!stopping) {
            try (Socket socket = connect()) {
                for (int i = 0; i < REQUESTS_PER_CONNECTION && !stopping; i++) {
                    ask(socket);
                    answered.incrementAndGet();
                }
            } catch (IOException failure) {
                failed.incrementAndGet();
                lastFailure = Optional.of(failure.toString());
                pause();
            }
        }
    }

    /** A refused connection costs nothing; asking again at once would only take the processor from who is to come back. */
    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(LIMIT_MS);
            socket.setTcpNoDelay(true);
            socket.connect(vip, LIMIT_MS);
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /** One request, its answer read to the last byte. */
    static void ask(Socket socket) throws IOException {
        socket.getOutputStream().write(REQUEST);
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after \"" + head + "\"");
            }
            head.append((char) next);
        }
        String text = head.toString();
        if (!text.startsWith("HTTP/1.1 200 ")) {
            throw new IOException("answered " + text.lines().findFirst().orElse(""));
        }
        int length = Integer.parseInt(text.replaceAll("(?is).*\\r\\ncontent-length: *([0-9]+)\\r\\n.*", "$1"));
        if (in.readNBytes(length).length < length) {
            throw new IOException("closed within the body");
        }
    }

    /** Whether the balancer answers one request now. */
    boolean isServed() {
        try (Socket socket = connect()) {
            ask(socket);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
