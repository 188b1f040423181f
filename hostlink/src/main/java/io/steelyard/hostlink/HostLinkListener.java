package io.steelyard.hostlink;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's end: listens on a Unix socket that only its owner may use. There is one control process: a newer
 * connection replaces the older one, which is closed first.
 *
 * <p>Who listens holds the lock file beside the socket, so a socket file that is found there is a dead process's.
 */
public final class HostLinkListener implements AutoCloseable {
    /** What the system allows for the path of a Unix socket, in bytes. */
    static final int PATH_LIMIT = 107;

    private static final Logger LOG = LoggerFactory.getLogger(HostLinkListener.class);

    private final Path socket;
    private final SocketLock lock;
    private final ServerSocketChannel server;
    private final HostLink.Receiver receiver;
    private final Supplier<? extends Message> greeting;
    private final AtomicReference<@Nullable HostLink> current = new AtomicReference<>();
    private final Thread acceptor =
            Thread.ofPlatform().name("hostlink-acceptor").daemon().unstarted(this::acceptAll);

    private HostLinkListener(
            Path socket,
            SocketLock lock,
            ServerSocketChannel server,
            Supplier<? extends Message> greeting,
            HostLink.Receiver receiver) {
        this.socket = socket;
        this.lock = lock;
        this.server = server;
        this.greeting = greeting;
        this.receiver = receiver;
    }

    /**
     * Listens, and accepts from now on.
     *
     * @param greeting makes the first message of each connection
     * @throws HostBusyException when another process listens there
     * @throws IOException when the socket cannot be made
     */
    public static HostLinkListener listen(Path socket, Supplier<? extends Message> greeting, HostLink.Receiver receiver)
            throws IOException {
        checkLength(socket);
        SocketLock lock = SocketLock.take(socket);
        try {
            HostLinkListener listener = new HostLinkListener(socket, lock, bind(socket), greeting, receiver);
            listener.acceptor.start();
            return listener;
        } catch (IOException refused) {
            lock.close();
            throw refused;
        }
    }

    private static void checkLength(Path socket) throws IOException {
        int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > PATH_LIMIT) {
            throw new IOException("the path of a socket has at most " + PATH_LIMIT + " bytes, this one has " + length
                    + ": choose a shorter data directory than " + socket.getParent());
        }
    }

    /**
     * The socket's file gets its mode just after the bind: the directory, which is its owner's alone, guards the moment
     * between.
     */
    private static ServerSocketChannel bind(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Files.deleteIfExists(socket);
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            return server;
        } catch (IOException refused) {
            server.close();
            throw refused;
        }
    }

    private void acceptAll() {
        while (server.isOpen()) {
            try {
                adopt(server.accept());
            } catch (IOException broken) {
                if (server.isOpen()) {
                    LOG.warn("A control process could not be accepted: {}", broken.toString());
                }
            } catch (RuntimeException unexpected) {
                LOG.error("A control process could not be greeted", unexpected);
            }
        }
    }

    private void adopt(SocketChannel channel) {
        HostLink link = new HostLink(channel, receiver);
        link.send(greeting.get());
        HostLink older = current.getAndSet(link);
        if (older != null) {
            older.close();
        }
        link.start();
    }

    /** The connection to the control process; empty while there is none. */
    public Optional<HostLink> link() {
        return Optional.ofNullable(current.get()).filter(HostLink::isOpen);
    }

    /** Stops listening, closes the connection and gives the socket up to the next process. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(socket);
        server.close();
        HostLink link = current.get();
        if (link != null) {
            link.close();
        }
        lock.close();
    }
}
