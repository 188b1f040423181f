package io.steelyard.proxy;

import io.steelyard.domain.desired.Entry;
import io.steelyard.domain.desired.HostDesired;
import io.steelyard.hostlink.HostLink;
import io.steelyard.hostlink.HostLinkDialer;
import io.steelyard.hostlink.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Control's end of the link to a proxy process. */
final class ControlPeer implements HostLink.Receiver, AutoCloseable {
    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    private final Predicate<Message> heeded;
    private final HostLink link;

    /** @param heeded which messages {@link #next} gives; the others are passed over */
    ControlPeer(Path socket, Predicate<Message> heeded) throws IOException {
        this.heeded = heeded;
        this.link = HostLinkDialer.dial(socket, this);
    }

    /** Waits for it, 10 s at most. */
    Message next() throws InterruptedException {
        return Objects.requireNonNull(heard.poll(10, TimeUnit.SECONDS), "nothing was heard");
    }

    void publish(Entry... entries) {
        link.send(new Message.Publish(new HostDesired(1, true, List.of(entries))));
    }

    HostLink link() {
        return link;
    }

    @Override
    public void received(HostLink from, Message message) {
        if (heeded.test(message)) {
            heard.add(message);
        }
    }

    @Override
    public void closed(HostLink from) {}

    @Override
    public void close() {
        link.close();
    }
}
