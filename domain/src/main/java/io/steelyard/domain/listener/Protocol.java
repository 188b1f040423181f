package io.steelyard.domain.listener;

import java.util.Optional;

/** What clients speak to a listener (2010 specification, section 4.14), and the port where it is usual. */
public enum Protocol {
    HTTP(80),
    TCP(0);

    private final int usualPort;

    Protocol(int usualPort) {
        this.usualPort = usualPort;
    }

    /** The port used when a tenant names none; empty when one must be named. */
    public Optional<Port> usualPort() {
        return usualPort == 0 ? Optional.empty() : Optional.of(new Port(usualPort));
    }

    public Transport transport() {
        return Transport.TCP;
    }
}
