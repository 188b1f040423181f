package io.steelyard.proxy.tcp;

import io.steelyard.domain.listener.Protocol;

/** Who speaks first on a connection, and so until when another node may take it over (2010 specification, section 2.5). */
enum Opening {
    /** The node greets. Nothing is sent to it before, so until its first octet any other node will do as well. */
    NODE_GREETS,
    /** Either may speak; once an octet went to a node, it is that node's connection for good. */
    CLIENT_ASKS,
    /** As {@link #CLIENT_ASKS}, but no node is connected before the client's first octet. */
    CLIENT_FIRST,
    /** The client's TLS hello is held, and is sent to one node after the other until one answers with its own. */
    HELLO_HELD,
    /** Joined when the node is reached, whoever speaks or does not. */
    NONE;

    /** Of a protocol that is carried byte for byte over TCP. */
    static Opening of(Protocol protocol) {
        return switch (protocol) {
            case FTP, SMTP, IMAPv2, IMAPv3, IMAPv4, POP3, MYSQL, SFTP -> NODE_GREETS;
            case HTTPS, LDAPS, IMAPS, POP3S -> HELLO_HELD;
            case HTTP, LDAP, TCP, TCP_STREAM, DNS_TCP -> CLIENT_ASKS;
            case TCP_CLIENT_FIRST -> CLIENT_FIRST;
            case UDP, UDP_STREAM, DNS_UDP -> throw new IllegalArgumentException(protocol + " has no connections");
        };
    }
}
