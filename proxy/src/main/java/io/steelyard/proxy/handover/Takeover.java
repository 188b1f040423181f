package io.steelyard.proxy.handover;

import io.steelyard.domain.desired.Bind;
import io.steelyard.proxy.transport.Descriptor;
import io.steelyard.proxy.transport.Transport;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How this process takes another one's place. Any thread; one call at a time. */
public final class Takeover {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

    private final Dialogue predecessor;
    private final Map<Bind, Descriptor> sockets;
    private final List<String> known;
    private boolean stopped;

    private Takeover(Dialogue predecessor, Map<Bind, Descriptor> sockets, List<String> known) {
        this.predecessor = predecessor;
        this.sockets = sockets;
        this.known = known;
    }

    static Path pipe(Path handover) {
        return handover.resolveSibling(handover.getFileName() + ".fd");
    }

    /**
     * Asks the process that holds a control socket for its place. When this returns the control socket may be listened on.
     *
     * @param control the control socket
     * @param transport this process's; the other one must have the same
     * @param drain how long the other one's connections may go on
     * @throws IOException when nobody is there, or there is no agreement; the other process then serves on
     */
    public static Takeover ask(Path control, Transport transport, Duration drain) throws IOException {
        Path handover = Handover.beside(control);
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Dialogue predecessor = new Dialogue(channel);
        try (DescriptorPipe pipe = DescriptorPipe.open(pipe(handover))) {
            channel.connect(UnixDomainSocketAddress.of(handover));
            predecessor.limit(LIMIT);
            predecessor.say(new Request(transport, drain).line());
            return taken(predecessor, pipe);
        } catch (IOException refused) {
            predecessor.close();
            throw new IOException("no proxy at " + control + " gave its place away: " + refused.getMessage(), refused);
        }
    }

    private static Takeover taken(Dialogue predecessor, DescriptorPipe pipe) throws IOException {
        List<Bind> binds = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (String line : predecessor.hearAll()) {
            HandedSocket.bind(line.split(" ")).ifPresentOrElse(binds::add, () -> known.add(line));
        }
        List<Descriptor> descriptors = pipe.take(binds.size());
        Map<Bind, Descriptor> sockets = new HashMap<>();
        for (int i = 0; i < binds.size(); i++) {
            sockets.put(binds.get(i), descriptors.get(i));
        }
        LOG.info("Taking over {} sockets", sockets.size());
        return new Takeover(predecessor, sockets, known);
    }

    /** What the other process knew of nodes, a line each. */
    public List<String> known() {
        return List.copyOf(known);
    }

    /** The socket that is bound there already, for its one taker. */
    public synchronized Optional<Descriptor> take(Bind bind) {
        return Optional.ofNullable(sockets.remove(bind));
    }

    /** Closes the sockets that nobody took. */
    public synchronized void closeRest() {
        sockets.values().forEach(Takeover::close);
        sockets.clear();
    }

    private static void close(Descriptor descriptor) {
        try {
            descriptor.close();
        } catch (IOException unusable) {
            LOG.warn("{} could not be closed: {}", descriptor, unusable.toString());
        }
    }

    /**
     * The other process accepts nothing any more when this returns.
     *
     * @return what it knew of clients, a line each; nothing when it is gone
     */
    public List<String> stopPredecessor() {
        try {
            predecessor.say(Dialogue.STOP);
            return predecessor.hearAll();
        } catch (IOException gone) {
            LOG.warn("The process before this one is gone already: {}", gone.toString());
            return List.of();
        }
    }

    /** This process accepts now. */
    public void serving() {
        stopped = true;
        try {
            predecessor.say(Dialogue.SERVING);
            predecessor.unlimit();
        } catch (IOException gone) {
            LOG.warn("The process before this one is gone already: {}", gone.toString());
        }
    }

    /** Whether this process accepts. */
    public boolean isServing() {
        return stopped;
    }

    /** This process ends for good, so the other one has to as well, if it drains still. */
    public void end(Duration drain) {
        try {
            predecessor.say(Dialogue.END + " " + drain.toSeconds());
        } catch (IOException gone) {
            LOG.debug("The process before this one has ended", gone);
        }
    }
}
