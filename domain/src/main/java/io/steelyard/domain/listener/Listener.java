package io.steelyard.domain.listener;

/** A port on which a balancer takes traffic, on each of its virtual IPs. */
public record Listener(ListenerId id, Protocol protocol, Port port, Forward forward) {}
