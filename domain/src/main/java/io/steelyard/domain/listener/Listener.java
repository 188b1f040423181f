package io.steelyard.domain.listener;

/** A port on which a balancer takes traffic, on each of its virtual IPs. */
public record Listener(ListenerId id, Protocol protocol, Port port, Forward forward) {
    public Listener withProtocol(Protocol other) {
        return new Listener(id, other, port, forward);
    }

    public Listener withPort(Port other) {
        return new Listener(id, protocol, other, forward);
    }
}
