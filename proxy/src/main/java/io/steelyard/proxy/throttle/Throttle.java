package io.steelyard.proxy.throttle;

import io.netty.channel.socket.SocketChannel;
import io.steelyard.domain.throttle.ConnectionThrottle;
import io.steelyard.proxy.proxyprotocol.ClientAddress;

/**
 * The rules for a listener's clients and what is known of those. Asked once for each accepted connection; its end is heard
 * of by itself.
 */
public record Throttle(ConnectionThrottle rules, Clients clients) {
    /** Whether this connection may be served; it counts from now until it is closed. */
    public boolean admit(SocketChannel connection) {
        long client = Clients.client(ClientAddress.of(connection).getAddress());
        if (!clients.admit(client, rules, System.nanoTime())) {
            return false;
        }
        connection.closeFuture().addListener(_ -> clients.release(client, rules, System.nanoTime()));
        return true;
    }

    /** Whether this connection, which was refused, may stay for as long as it takes to say so; few may at a time. */
    public boolean mayTell(SocketChannel connection) {
        boolean may = clients.mayTell();
        if (may) {
            connection.closeFuture().addListener(_ -> clients.told());
        }
        return may;
    }
}
