package io.steelyard.domain.listener;

import java.util.Optional;

/**
 * What clients speak to a listener (2010 specification, section 4.14, in its order, then what the later service added),
 * and the port where it is usual.
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
    IMAPv2(143),
    IMAPv3(220),
    MYSQL(3306),
    /** SSH file transfer. */
    SFTP(22),
    DNS_TCP(53),
    DNS_UDP(53, Transport.UDP),
    /** Anything over TCP. */
    TCP(0),
    /** Anything over TCP where the client speaks first: no node hears of a client that says nothing. */
    TCP_CLIENT_FIRST(0),
    /** Long connections over TCP. */
    TCP_STREAM(0),
    /** Questions and answers over UDP. */
    UDP(0, Transport.UDP),
    /** Long conversations over UDP. */
    UDP_STREAM(0, Transport.UDP);

    private final int usualPort;
    private final Transport transport;

    Protocol(int usualPort) {
        this(usualPort, Transport.TCP);
    }

    Protocol(int usualPort, Transport transport) {
        this.usualPort = usualPort;
        this.transport = transport;
    }

    /** The port used when a tenant names none; empty when one must be named. */
    public Optional<Port> usualPort() {
        return usualPort == 0 ? Optional.empty() : Optional.of(new Port(usualPort));
    }

    public Transport transport() {
        return transport;
    }
}
