package io.steelyard.proxy.engine;

import io.netty.channel.Channel;
import io.steelyard.domain.desired.Bind;

/** A listening socket, or one that takes datagrams, and what serves its clients. */
record BoundSocket(Bind bind, Channel channel, Entrance acceptor) {
    /** Takes clients, those that came since the bind first. */
    void startAccepting() {
        channel.config().setAutoRead(true);
    }
}
