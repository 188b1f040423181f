package io.steelyard.proxy;

import io.steelyard.hostlink.HostLink;
import io.steelyard.hostlink.HostLinkListener;
import io.steelyard.hostlink.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Where this process is told what to do, as long as it is the one that is. Any thread. */
final class ControlSocket implements AutoCloseable {
    private final Path path;
    private final Supplier<Message> greeting;
    private final HostLink.Receiver receiver;
    private volatile Optional<HostLinkListener> listener = Optional.empty();

    ControlSocket(Path path, Supplier<Message> greeting, HostLink.Receiver receiver) {
        this.path = path;
        this.greeting = greeting;
        this.receiver = receiver;
    }

    /** @throws io.steelyard.hostlink.HostBusyException when another process is at this socket */
    synchronized void open() throws IOException {
        listener = Optional.of(HostLinkListener.listen(path, greeting, receiver));
    }

    /** The connection to the control process; empty while there is none. */
    Optional<HostLink> link() {
        return listener.flatMap(HostLinkListener::link);
    }

    /** Another process may open it. */
    @Override
    public synchronized void close() throws IOException {
        Optional<HostLinkListener> open = listener;
        listener = Optional.empty();
        if (open.isPresent()) {
            open.get().close();
        }
    }
}
