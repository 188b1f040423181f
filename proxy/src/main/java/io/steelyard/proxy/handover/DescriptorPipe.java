package io.steelyard.proxy.handover;

import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import io.steelyard.proxy.transport.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Takes descriptors from another process, over a Unix socket (SCM_RIGHTS, unix(7)). One thread uses it. */
final class DescriptorPipe implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long POLL_NANOS = Duration.ofMillis(1).toNanos();
    private static final int NOTHING_YET = 0;
    private static final int END = -1;
    private static final int FULL = -1;
    /** Room for the address of who connects, which has none. */
    private static final byte[] ADDRESS = new byte[26];

    private final Path path;
    private final Socket server;
    private final long deadline = System.nanoTime() + LIMIT.toNanos();

    private DescriptorPipe(Path path, Socket server) {
        this.path = path;
        this.server = server;
    }

    /** The directory, which is its owner's alone, guards it. */
    static DescriptorPipe open(Path path) throws IOException {
        Files.deleteIfExists(path);
        Socket server = Socket.newSocketDomain();
        server.bind(new DomainSocketAddress(path.toString()));
        server.listen(1);
        return new DescriptorPipe(path, server);
    }

    /** Takes so many, in the order in which they were sent. */
    List<Descriptor> take(int number) throws IOException {
        List<Descriptor> taken = new ArrayList<>();
        Socket sender = accepted();
        try {
            while (taken.size() < number) {
                int descriptor = sender.recvFd();
                if (descriptor == END) {
                    throw new IOException("only " + taken.size() + " of " + number + " sockets came");
                }
                if (descriptor == NOTHING_YET) {
                    pause(deadline);
                } else {
                    taken.add(new Descriptor(descriptor));
                }
            }
            return taken;
        } finally {
            sender.close();
        }
    }

    private Socket accepted() throws IOException {
        int sender = server.accept(ADDRESS);
        while (sender < 0) {
            pause(deadline);
            sender = server.accept(ADDRESS);
        }
        return new Socket(sender);
    }

    /** Sends these to who has opened {@code path}; the sender keeps them too. */
    static void send(Path path, List<Descriptor> descriptors) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Socket receiver = Socket.newSocketDomain();
        try {
            receiver.connect(new DomainSocketAddress(path.toString()));
            for (Descriptor each : descriptors) {
                while (receiver.sendFd(each.number()) == FULL) {
                    pause(deadline);
                }
            }
        } finally {
            receiver.close();
        }
    }

    private static void pause(long deadline) throws IOException {
        if (System.nanoTime() - deadline > 0) {
            throw new IOException("no descriptor for " + LIMIT.toSeconds() + " s");
        }
        LockSupport.parkNanos(POLL_NANOS);
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
    }
}
