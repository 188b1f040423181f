package io.steelyard.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Requests and answers over connections of HTTP/1.1 that stay open, with one thread and one request at a time on each. */
final class Exchanges implements AutoCloseable {
    private static final int WAIT_MILLIS = 1;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int STATUS_OFFSET = "HTTP/1.1 ".length();

    private final Selector selector;
    private final byte[] request;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Deque<Connection> free = new ArrayDeque<>();
    private final Set<Connection> all = new HashSet<>();
    private final Histogram histogram = new Histogram();
    private long broken;
    private long refused;

    private Exchanges(Selector selector, byte[] request) {
        this.selector = selector;
        this.request = request;
    }

    private static final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer out;
        private long due;
        private boolean busy;
        private long missing;
        private long usual = -1;

        Connection(SocketChannel channel, byte[] request) {
            this.channel = channel;
            this.out = ByteBuffer.allocateDirect(request.length).put(request).flip();
        }
    }

    static Exchanges open(URI url, int connections) throws IOException {
        String head = "GET " + url.getRawPath() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n";
        Exchanges exchanges = new Exchanges(Selector.open(), head.getBytes(StandardCharsets.US_ASCII));
        try {
            for (int i = 0; i < connections; i++) {
                exchanges.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            }
            return exchanges;
        } catch (IOException failed) {
            exchanges.close();
            throw failed;
        }
    }

    private void connect(InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        Connection connection = new Connection(channel, request);
        all.add(connection);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ, connection);
        free.add(connection);
    }

    boolean hasFree() {
        return !free.isEmpty();
    }

    /** @param due when it should have been sent, by {@link System#nanoTime} */
    void send(long due) {
        Connection connection = free.removeLast();
        connection.due = due;
        connection.busy = true;
        connection.missing = 0;
        connection.out.rewind();
        try {
            if (connection.channel.write(connection.out) != request.length) {
                drop(connection);
            }
        } catch (IOException reset) {
            drop(connection);
        }
    }

    /** Takes what has come, and waits a millisecond at most when nothing has. */
    void receive() throws IOException {
        if (all.isEmpty()) {
            throw new IOException("every connection has broken");
        }
        selector.select(this::receive, WAIT_MILLIS);
    }

    private void receive(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            buffer.clear();
            if (connection.channel.read(buffer) < 0) {
                drop(connection);
            } else {
                buffer.flip();
                take(connection);
            }
        } catch (IOException reset) {
            drop(connection);
        }
    }

    private void take(Connection connection) throws IOException {
        if (connection.missing == 0) {
            connection.missing = length(connection);
        }
        connection.missing -= buffer.remaining();
        if (!connection.busy || connection.missing < 0) {
            drop(connection);
        } else if (connection.missing == 0) {
            histogram.add(System.nanoTime() - connection.due);
            connection.busy = false;
            free.addLast(connection);
        }
    }

    /** Of the answer that begins here. One that looks like the connection's first is not read again. */
    private long length(Connection connection) throws IOException {
        if (buffer.remaining() == connection.usual && buffer.get(STATUS_OFFSET) == '2') {
            return connection.usual;
        }
        AnswerHead head = AnswerHead.read(buffer);
        refused += head.status() >= 400 ? 1 : 0;
        connection.usual = head.length();
        return head.length();
    }

    private void drop(Connection connection) {
        broken++;
        all.remove(connection);
        free.remove(connection);
        try {
            connection.channel.close();
        } catch (IOException already) {
            // It counts as broken whatever closing it says.
        }
    }

    /** Waits for what is under way; what is not answered within the limit has timed out. */
    LoadResult finish(long lengthNanos, long limitNanos) throws IOException {
        long end = System.nanoTime() + limitNanos;
        while (free.size() < all.size() && System.nanoTime() < end) {
            receive();
        }
        long timeouts = all.size() - free.size();
        if (histogram.count() == 0) {
            throw new IOException("no request was answered at all");
        }
        return new LoadResult(
                histogram.count(),
                lengthNanos / 1_000,
                0,
                broken,
                0,
                timeouts,
                refused,
                histogram.micros(0.5),
                histogram.micros(0.99),
                histogram.micros(0.999));
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : all) {
            connection.channel.close();
        }
        selector.close();
    }
}
