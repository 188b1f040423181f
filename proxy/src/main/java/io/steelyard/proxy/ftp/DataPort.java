package io.steelyard.proxy.ftp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.steelyard.domain.listener.PortRange;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.transport.Sockets;
import io.steelyard.proxy.upstream.Target;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A port of the virtual IP that takes one data connection, from the session's client alone, to one port of its node. It
 * takes one of the balancer's places for clients, which the data connection inherits. Bound to the session's event loop,
 * but clients are accepted on any.
 */
final class DataPort extends ChannelInitializer<SocketChannel> {
    /** Ports that are looked at before there is none. */
    private static final int TRIES = 64;

    private final Ftp ftp;
    private final FtpSession session;
    private final Target data;
    /** Whoever sets it, the client or the end, has the place. */
    private final AtomicBoolean settled = new AtomicBoolean();

    private final PortRange range;
    private final int start;
    private int tries;
    private @Nullable Channel listening;
    private @Nullable Future<?> end;

    DataPort(Ftp ftp, FtpSession session, Target data) {
        this.ftp = ftp;
        this.session = session;
        this.data = data;
        this.range = ftp.limits().dataPorts();
        // By chance: who can guess the next port can try to be there first.
        this.start = ThreadLocalRandom.current().nextInt(range.size());
    }

    /** @param then gets the port, or nothing when there is none; on the session's loop */
    void open(Consumer<OptionalInt> then) {
        if (session.frontend().takePlace()) {
            listen(then);
        } else {
            settled.set(true);
            then.accept(OptionalInt.empty());
        }
    }

    private void listen(Consumer<OptionalInt> then) {
        if (tries == Math.min(TRIES, range.size())) {
            close();
            then.accept(OptionalInt.empty());
            return;
        }
        int port = range.first().value() + (start + tries) % range.size();
        tries++;
        ChannelFuture bound = ftp.sockets().listen(new InetSocketAddress(session.virtualIp(), port), this);
        bound.addListener(done -> session.loop().executor().execute(() -> listenDone(bound, port, then)));
    }

    private void listenDone(ChannelFuture bound, int port, Consumer<OptionalInt> then) {
        if (settled.get()) {
            bound.channel().close();
        } else if (bound.isSuccess()) {
            listening = bound.channel();
            bound.channel().config().setAutoRead(true);
            end = session.loop()
                    .executor()
                    .schedule(this::close, ftp.limits().dataWait().toNanos(), TimeUnit.NANOSECONDS);
            then.accept(OptionalInt.of(port));
        } else {
            listen(then);
        }
    }

    @Override
    protected void initChannel(SocketChannel client) {
        InetSocketAddress from = client.remoteAddress();
        if (from == null || !session.isFromClient(from) || !settled.compareAndSet(false, true)) {
            Sockets.resetAtEnd(client);
            client.close();
            return;
        }
        session.loop().executor().execute(this::stopListening);
        session.transferBegan();
        Loop loop = ftp.loops().of(client.eventLoop());
        session.frontend().count(client, loop);
        ftp.relays().open(client, session.frontend(), loop, new Transfer(session), data);
    }

    /** Waits for nobody any longer. What was accepted goes on. */
    void close() {
        if (settled.compareAndSet(false, true)) {
            session.frontend().release();
        }
        stopListening();
    }

    private void stopListening() {
        Channel open = listening;
        if (open != null) {
            listening = null;
            open.close();
        }
        Future<?> timer = end;
        if (timer != null) {
            end = null;
            timer.cancel(false);
        }
    }
}
