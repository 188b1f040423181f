package io.steelyard.hostlink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection between control and a host. Messages arrive in the order they were sent, or the link closes.
 *
 * <p>Threading: {@link #send} may be called by any thread and never waits: a writer thread sends. A peer that does not
 * read is given up once {@link #OUTBOUND_LIMIT} bytes or {@link #OUTBOUND_MESSAGES} messages wait for it. A reader
 * thread calls the {@link Receiver}, one message at a time.
 */
public final class HostLink implements AutoCloseable {
    static final int OUTBOUND_LIMIT = 2 * MessageCodec.FRAME_LIMIT;
    static final int OUTBOUND_MESSAGES = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(HostLink.class);

    /** Hears from the peer, from the link's reader thread alone. */
    public interface Receiver {
        /** A message came. An exception thrown here closes the link. */
        void received(HostLink link, Message message);

        /** The link is closed, by whichever side; called once, last. */
        void closed(HostLink link);
    }

    private final SocketChannel channel;
    private final Receiver receiver;
    private final LinkedBlockingQueue<ByteBuffer> outbound = new LinkedBlockingQueue<>(OUTBOUND_MESSAGES);
    private final AtomicInteger outboundBytes = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread writer =
            Thread.ofPlatform().name("hostlink-writer").daemon().unstarted(this::writeAll);
    private final Thread reader =
            Thread.ofPlatform().name("hostlink-reader").daemon().unstarted(this::readAll);

    /** @param channel connected and blocking; the link closes it */
    HostLink(SocketChannel channel, Receiver receiver) {
        this.channel = channel;
        this.receiver = receiver;
    }

    void start() {
        writer.start();
        reader.start();
    }

    /**
     * Sends, in order with what was sent before.
     *
     * @return false when the link is closed, or is closed now since the peer does not read
     * @throws IllegalArgumentException when the message is above the frame limit
     */
    public boolean send(Message message) {
        ByteBuffer frame = MessageCodec.encode(message);
        int waiting = outboundBytes.addAndGet(frame.remaining());
        if (waiting <= OUTBOUND_LIMIT && !closed.get() && outbound.offer(frame)) {
            return true;
        }
        outboundBytes.addAndGet(-frame.remaining());
        if (!closed.get()) {
            LOG.warn("The peer does not read: closing the link with {} bytes unsent", waiting);
            close();
        }
        return false;
    }

    public boolean isOpen() {
        return !closed.get();
    }

    /** Closes at once; messages not written yet are lost. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        writer.interrupt();
        try {
            channel.close();
        } catch (IOException unusable) {
            LOG.debug("Closing a link", unusable);
        }
    }

    private void readAll() {
        try {
            Optional<Message> message = MessageCodec.read(channel);
            while (message.isPresent()) {
                receiver.received(this, message.get());
                message = MessageCodec.read(channel);
            }
        } catch (IOException broken) {
            logUnlessClosed(broken);
        } catch (RuntimeException unhandled) {
            LOG.error("A message could not be handled; the link is closed", unhandled);
        } finally {
            close();
            receiver.closed(this);
        }
    }

    private void writeAll() {
        try {
            while (isOpen()) {
                write(outbound.take());
            }
        } catch (IOException broken) {
            logUnlessClosed(broken);
        } catch (InterruptedException closing) {
            LOG.trace("Closed", closing);
        } finally {
            close();
        }
    }

    private void write(ByteBuffer frame) throws IOException {
        int size = frame.remaining();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
        outboundBytes.addAndGet(-size);
    }

    private void logUnlessClosed(IOException broken) {
        if (isOpen()) {
            LOG.warn("The link broke: {}", broken.toString());
        }
    }
}
