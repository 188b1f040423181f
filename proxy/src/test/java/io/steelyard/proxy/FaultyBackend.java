package io.steelyard.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A node that behaves, or misbehaves, as a test asks. Listens on a free port of a loopback address. */
public final class FaultyBackend implements AutoCloseable {
    /** What becomes of one accepted connection; it is closed afterwards. */
    public interface Behaviour {
        void serve(FaultyBackend backend, Socket client) throws IOException;
    }

    private static final InetAddress ADDRESS = InetAddress.ofLiteral("127.77.0.1");

    private final ServerSocket listening;
    private final Behaviour behaviour;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();

    private FaultyBackend(ServerSocket listening, Behaviour behaviour) {
        this.listening = listening;
        this.behaviour = behaviour;
    }

    /** Serves each connection on a thread of its own. */
    public static FaultyBackend serving(Behaviour behaviour) throws IOException {
        FaultyBackend backend = new FaultyBackend(new ServerSocket(0, 4096, ADDRESS), behaviour);
        Thread.ofVirtual().start(backend::acceptAll);
        return backend;
    }

    /** Says its name and a line feed, then echoes until the end. */
    public static FaultyBackend named(String name) throws IOException {
        return serving((backend, client) -> {
            backend.send(client, (name + "\n").getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(client.getOutputStream());
        });
    }

    /** Echoes until the end. */
    public static FaultyBackend echoing() throws IOException {
        return serving((_, client) -> client.getInputStream().transferTo(client.getOutputStream()));
    }

    /** Reads to the end, and only then sends back what came. */
    public static FaultyBackend answeringAtEnd() throws IOException {
        return serving((_, client) -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            client.getInputStream().transferTo(all);
            all.writeTo(client.getOutputStream());
        });
    }

    /** Accepts, and neither reads nor writes. */
    public static FaultyBackend silent() throws IOException {
        return serving((backend, _) -> backend.awaitClose());
    }

    /** Sends some bytes, then a reset. */
    public static FaultyBackend resettingAfter(String bytes) throws IOException {
        return serving((backend, client) -> {
            if (client.getInputStream().read() >= 0) {
                backend.send(client, bytes.getBytes(StandardCharsets.US_ASCII));
                // Read once more, so that the bytes are out before the reset overtakes them.
                client.getInputStream().read();
                client.setSoLinger(true, 0);
            }
        });
    }

    /** Sends up to this many bytes as fast as they are taken; {@link #sent} tells how many were. */
    public static FaultyBackend producing(long bytes) throws IOException {
        return serving((backend, client) -> {
            byte[] block = new byte[64 << 10];
            for (long left = bytes; left > 0; left -= block.length) {
                backend.send(client, block);
            }
        });
    }

    /** A port that nobody listens on and nobody else can take. */
    public static FaultyBackend refusing() throws IOException {
        ServerSocket bound = new ServerSocket(0, 1, ADDRESS);
        FaultyBackend backend = new FaultyBackend(bound, (_, _) -> {});
        backend.close();
        return backend;
    }

    /** Listens with a full queue, so that a connect is neither answered nor refused. */
    public static FaultyBackend hanging() throws IOException {
        FaultyBackend backend = new FaultyBackend(new ServerSocket(0, 1, ADDRESS), (_, _) -> {});
        while (backend.fillsQueue()) {
            backend.accepted.incrementAndGet();
        }
        return backend;
    }

    private boolean fillsQueue() throws IOException {
        Socket filler = new Socket();
        clients.add(filler);
        try {
            filler.connect(address(), 200);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = listening.accept();
                accepted.incrementAndGet();
                open.incrementAndGet();
                clients.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void serve(Socket client) {
        try (client) {
            behaviour.serve(this, client);
        } catch (IOException gone) {
            // The client went, which some tests are about.
        } finally {
            open.decrementAndGet();
        }
    }

    /** Sends, counted. */
    public void send(Socket client, byte[] bytes) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(bytes);
        sent.addAndGet(bytes.length);
    }

    private void awaitClose() {
        while (!listening.isClosed()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(ADDRESS, listening.getLocalPort());
    }

    /** Connections taken so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Connections that are still open. */
    public int open() {
        return open.get();
    }

    /** Bytes that left for the clients. */
    public long sent() {
        return sent.get();
    }

    /** Everything up to the end, as text. */
    public static String readAll(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        List<Socket> all = new ArrayList<>(clients);
        for (Socket client : all) {
            client.close();
        }
    }
}
