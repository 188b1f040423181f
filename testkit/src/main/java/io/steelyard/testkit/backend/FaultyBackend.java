package io.steelyard.testkit.backend;

import io.steelyard.testkit.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A node that behaves, or misbehaves, as a test asks. It listens on a port of a loopback address that stays its own until
 * it is closed, and may stop and start to listen there. Any thread may use it.
 */
public final class FaultyBackend implements AutoCloseable {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("127.77.0.1");
    private static final int BACKLOG = 4096;
    private static final int QUEUE_PROBE_MILLIS = 200;
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(10);
    private static final Duration RELEASE_POLL = Duration.ofMillis(1);

    private final int port;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Behaviour behaviour;
    private @Nullable ServerSocket listening;

    private FaultyBackend(ServerSocket listening, Behaviour behaviour) {
        this.port = listening.getLocalPort();
        this.listening = listening;
        this.behaviour = behaviour;
    }

    /** Accepts, and serves each connection on a thread of its own. */
    public static FaultyBackend serving(Behaviour behaviour) throws IOException {
        FaultyBackend backend = new FaultyBackend(listen(FreePort.pick(), BACKLOG), behaviour);
        backend.acceptFrom(backend.required());
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
        return serving(Faults.silence());
    }

    /** Sends some bytes, then a reset. */
    public static FaultyBackend resettingAfter(String bytes) throws IOException {
        return serving(Faults.resettingAfter(bytes));
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

    /** Refuses every connection. */
    public static FaultyBackend refusing() throws IOException {
        return refusing((_, _) -> {});
    }

    /** Refuses every connection, until it is {@link #start}ed. */
    public static FaultyBackend refusing(Behaviour later) throws IOException {
        FaultyBackend backend = new FaultyBackend(listen(FreePort.pick(), BACKLOG), later);
        backend.stop();
        return backend;
    }

    /** Listens and accepts nothing: connections can be made, and nobody is there. */
    public static FaultyBackend unattended() throws IOException {
        return new FaultyBackend(listen(FreePort.pick(), BACKLOG), (_, _) -> {});
    }

    /** A black hole: a connection is neither made nor refused, since the queue of those that wait is full. */
    public static FaultyBackend hanging() throws IOException {
        FaultyBackend backend = new FaultyBackend(listen(FreePort.pick(), 1), (_, _) -> {});
        while (backend.fillsQueue()) {
            backend.accepted.incrementAndGet();
        }
        return backend;
    }

    private static ServerSocket listen(int port, int backlog) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(ADDRESS, port), backlog);
        return socket;
    }

    private boolean fillsQueue() throws IOException {
        Socket filler = new Socket();
        sockets.add(filler);
        try {
            filler.connect(address(), QUEUE_PROBE_MILLIS);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }

    /** New connections are served like this; open ones go on as they were. */
    public void become(Behaviour next) {
        behaviour = next;
    }

    /** Refuses connections from now on, and resets the open ones. */
    public synchronized void stop() throws IOException {
        ServerSocket socket = listening;
        listening = null;
        if (socket != null) {
            socket.close();
            awaitReleased();
        }
        for (Socket each = sockets.poll(); each != null; each = sockets.poll()) {
            reset(each);
        }
    }

    /** A socket that was closed goes on listening while another thread is about to accept from it, or to poll it. */
    private void awaitReleased() throws IOException {
        long deadline = System.nanoTime() + RELEASE_LIMIT.toNanos();
        while (true) {
            try (Socket probe = new Socket()) {
                probe.setReuseAddress(true);
                probe.bind(address());
                return;
            } catch (BindException stillThere) {
                if (System.nanoTime() > deadline) {
                    throw stillThere;
                }
                LockSupport.parkNanos(RELEASE_POLL.toNanos());
            }
        }
    }

    private static void reset(Socket socket) throws IOException {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException closedAlready) {
            // Then there is nothing to reset.
        }
        socket.close();
    }

    /** Listens again, at the same address. */
    public synchronized void start() throws IOException {
        if (listening == null) {
            ServerSocket socket = listen(port, BACKLOG);
            listening = socket;
            acceptFrom(socket);
        }
    }

    private void acceptFrom(ServerSocket socket) {
        Thread.ofVirtual().start(() -> acceptAll(socket));
    }

    private void acceptAll(ServerSocket socket) {
        try {
            while (true) {
                Socket client = socket.accept();
                if (!take(socket, client)) {
                    reset(client);
                    return;
                }
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException over) {
            // It was stopped.
        }
    }

    /** A closed server socket may hand out one connection more, when its acceptor woke up late. */
    private synchronized boolean take(ServerSocket from, Socket client) {
        if (listening != from) {
            return false;
        }
        accepted.incrementAndGet();
        open.incrementAndGet();
        sockets.add(client);
        return true;
    }

    private void serve(Socket client) {
        try (client) {
            behaviour.serve(this, client);
        } catch (IOException gone) {
            // The client went, which some tests are about.
        } finally {
            sockets.remove(client);
            open.decrementAndGet();
        }
    }

    /** Sends, counted. */
    public void send(Socket client, byte[] bytes) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(bytes);
        sent.addAndGet(bytes.length);
    }

    /** A request with this id has come; whoever reads requests says so. */
    public void received(String id) {
        requests.computeIfAbsent(id, _ -> new AtomicInteger()).incrementAndGet();
    }

    /** How often a request with this id has come. */
    public int requests(String id) {
        AtomicInteger count = requests.get(id);
        return count == null ? 0 : count.get();
    }

    /** How many requests have come. */
    public int requests() {
        return requests.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** Waits until it is closed; for behaviours that do nothing. */
    public void awaitClose() throws IOException {
        try {
            closed.await();
        } catch (InterruptedException ending) {
            throw new IOException(ending);
        }
    }

    /** Everything up to the end, as text. */
    public static String readAll(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(ADDRESS, port);
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

    private synchronized ServerSocket required() {
        ServerSocket socket = listening;
        if (socket == null) {
            throw new IllegalStateException("stopped");
        }
        return socket;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        stop();
    }
}
