package io.steelyard.proxy.engine;

import io.netty.channel.Channel;
import io.steelyard.domain.desired.Bind;
import io.steelyard.proxy.handover.HandedSocket;
import io.steelyard.proxy.transport.Descriptor;

/** A listening socket, or one that takes datagrams, and what serves its clients. */
record BoundSocket(Bind bind, Channel channel, Entrance acceptor) {
    /** Takes clients, those that came since the bind first. */
    void startAccepting() {
        channel.config().setAutoRead(true);
    }

    /** Takes no more clients; those who connect wait. */
    void pauseAccepting() {
        channel.config().setAutoRead(false);
    }

    HandedSocket handed() {
        return new HandedSocket(bind, Descriptor.of(channel));
    }
}
