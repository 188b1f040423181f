package io.steelyard.proxy.proxyprotocol;

import io.netty.channel.socket.SocketChannel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Where a client's connection comes from: what a trusted carrier said, else the socket's other end. */
public final class ClientAddress {
    private static final AttributeKey<InetSocketAddress> TOLD = AttributeKey.valueOf(ClientAddress.class, "told");

    private ClientAddress() {}

    /** Never null for a channel that was accepted and is open. */
    public static InetSocketAddress of(SocketChannel client) {
        InetSocketAddress told = told(client);
        return told == null ? client.remoteAddress() : told;
    }

    /** Holds for as long as the channel does. On its event loop, before anything asks. */
    static void tell(SocketChannel client, InetSocketAddress address) {
        client.attr(TOLD).set(address);
    }

    private static @Nullable InetSocketAddress told(SocketChannel client) {
        return client.hasAttr(TOLD) ? client.attr(TOLD).get() : null;
    }
}
