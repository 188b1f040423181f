package io.steelyard.domain.listener;

import java.util.Optional;

/**
 * What clients speak to a listener (2010 specification, section 4.14, in its order), and the port where it is usual.
 * Names are spelled as there, since clients, documents and hosts all read them.
 */
public enum Protocol {
    HTTP(80),
    FTP(21),
    IMAPv4(143),
    POP3(110),
    SMTP(25),
    LDAP(389),
    HTTPS(443),
    IMAPS(993),
    POP3S(995),
    LDAPS(636),
    /** Anything over TCP; the later service has it. */
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
