package io.steelyard.proxy.handover;

import io.steelyard.proxy.transport.Transport;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the process that is to take this one's place, beside the control socket, on a thread of its own.
 *
 * <pre>
 *   WAITING ──take-over──▶ GIVING ──serving──▶ GIVEN
 *      ▲                     │
 *      └──the other broke────┘
 * </pre>
 */
public final class Handover implements AutoCloseable {
    static final int VERSION = 1;
    /** Until the other process serves. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** For connections of a process whose successor has its place but never said that it serves. */
    public static final Duration UNANSWERED_DRAIN = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    /** What gives its place away. Called by one thread, in this order. */
    public interface Giver {
        /** Changes nothing any more, and lets the other process listen for control. */
        List<HandedSocket> prepare() throws IOException;

        /** What it knows of nodes; lines for {@link Takeover#known}. */
        List<String> known();

        /** Accepts nothing any more; whoever has connected before is served. */
        void stopAccepting();

        /** What it knows of clients; lines for {@link Takeover#stopPredecessor}. */
        List<String> clients();

        /** The other process serves: this one is to end when its connections do. */
        void leave(Duration drain);

        /**
         * The other process did not come to serve: everything is as before.
         *
         * @return false when the other one has its place all the same
         */
        boolean resume();

        /** The other process ends, and this one with it. */
        void hurry(Duration drain);
    }

    private final Path socket;
    private final Transport transport;
    private final Giver giver;
    private final Thread waiting = Thread.ofPlatform().name("handover").daemon().unstarted(this::await);
    private volatile @Nullable ServerSocketChannel server;
    private volatile boolean closed;

    private Handover(Path socket, Transport transport, Giver giver) {
        this.socket = socket;
        this.transport = transport;
        this.giver = giver;
    }

    /** Where the process that has this control socket waits. */
    static Path beside(Path control) {
        return control.resolveSibling(control.getFileName() + ".next");
    }

    /** @param control the control socket, which this process holds */
    public static Handover listen(Path control, Transport transport, Giver giver) throws IOException {
        Handover handover = new Handover(beside(control), transport, giver);
        handover.bind();
        handover.waiting.start();
        return handover;
    }

    private void bind() throws IOException {
        ServerSocketChannel next = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Files.deleteIfExists(socket);
            next.bind(UnixDomainSocketAddress.of(socket));
            server = next;
        } catch (IOException | RuntimeException refused) {
            next.close();
            throw refused;
        }
    }

    private void unbind() throws IOException {
        ServerSocketChannel bound = server;
        if (bound != null) {
            server = null;
            Files.deleteIfExists(socket);
            bound.close();
        }
    }

    private void await() {
        ServerSocketChannel bound = server;
        while (!closed && bound != null) {
            try (Dialogue other = new Dialogue(bound.accept())) {
                give(other);
            } catch (IOException broken) {
                if (!closed) {
                    LOG.warn("No process took over: {}", broken.toString());
                }
            } catch (RuntimeException unexpected) {
                LOG.error("No process took over", unexpected);
            }
            bound = server;
        }
    }

    private void give(Dialogue other) throws IOException {
        Duration drain = Request.parse(other.hear(), transport).drain();
        other.limit(LIMIT);
        unbind();
        if (hand(other)) {
            LOG.info("Another process serves now; draining for up to {} s", drain.toSeconds());
            giver.leave(drain);
            follow(other);
        } else {
            other.close();
            if (giver.resume() && !closed) {
                bind();
            }
        }
    }

    /** Whether the other process serves. */
    private boolean hand(Dialogue other) {
        try {
            List<HandedSocket> sockets = giver.prepare();
            List<String> lines = new ArrayList<>(
                    sockets.stream().map(each -> HandedSocket.line(each.bind())).toList());
            lines.addAll(giver.known());
            other.sayAll(lines);
            DescriptorPipe.send(
                    Takeover.pipe(socket),
                    sockets.stream().map(HandedSocket::descriptor).toList());
            other.expect(Dialogue.STOP);
            giver.stopAccepting();
            other.sayAll(giver.clients());
            other.expect(Dialogue.SERVING);
            other.unlimit();
            return true;
        } catch (IOException broken) {
            LOG.warn("The other process did not come to serve: {}", broken.toString());
            return false;
        }
    }

    /** Whether it is killed or ends for good makes a difference to the connections that drain here. */
    private void follow(Dialogue other) throws IOException {
        String last = other.hear();
        if (last != null && last.startsWith(Dialogue.END + " ")) {
            giver.hurry(Duration.ofSeconds(Long.parseLong(last.substring(Dialogue.END.length() + 1))));
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            unbind();
        } catch (IOException unusable) {
            LOG.debug("Closing {}", socket, unusable);
        }
    }
}
