package io.steelyard.proxy.tcp;

import io.netty.channel.ChannelHandler;
import io.steelyard.proxy.upstream.Target;
import java.util.Optional;

/** What a protocol that is more than a stream of bytes adds to its relay. Called on the relay's loop. */
public interface Conversation {
    /** Nothing: bytes are bytes. */
    Conversation NONE = new Conversation() {};

    /** Sees what the client sends, before it is relayed. Asked once. */
    default Optional<ChannelHandler> ofClient() {
        return Optional.empty();
    }

    /** Sees what a node sends, before it is relayed. Asked for each node that is tried. */
    default Optional<ChannelHandler> ofNode(Target node) {
        return Optional.empty();
    }

    /** Whether something goes on elsewhere that keeps the connection from being idle. */
    default boolean isBusy() {
        return false;
    }

    /** The relay is closed. Called once. */
    default void ended() {}
}
