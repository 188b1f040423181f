package io.steelyard.proxy.engine;

import io.netty.channel.socket.SocketChannel;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.ftp.Ftp;
import io.steelyard.proxy.http.HttpLoops;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.Loops;
import io.steelyard.proxy.proxyprotocol.Carriers;
import io.steelyard.proxy.tcp.TcpRelays;
import io.steelyard.proxy.tls.TlsServers;
import io.steelyard.proxy.transport.Sockets;

/** What serves the clients of each protocol. Any thread. */
record Servers(HttpLoops http, TcpRelays relays, Ftp ftp, TlsServers tls, Carriers carriers) {
    static Servers of(Sockets sockets, Loops loops, HostEngine.Limits limits) {
        TcpRelays relays = new TcpRelays(limits.tcp());
        return new Servers(
                new HttpLoops(loops, limits.http()),
                relays,
                new Ftp(sockets, loops, relays, limits.ftp()),
                TlsServers.start(loops, limits.tls()),
                limits.carriers());
    }

    /** Takes over a client that {@code frontend} admitted; on the client's event loop. */
    void open(SocketChannel client, Frontend frontend, Loop loop) {
        switch (frontend.protocol()) {
            case HTTP -> http.open(client, frontend, loop);
            case FTP -> ftp.open(client, frontend, loop);
            case IMAPv2,
                    IMAPv3,
                    IMAPv4,
                    POP3,
                    SMTP,
                    LDAP,
                    HTTPS,
                    IMAPS,
                    POP3S,
                    LDAPS,
                    MYSQL,
                    SFTP,
                    DNS_TCP,
                    TCP,
                    TCP_CLIENT_FIRST,
                    TCP_STREAM -> relays.open(client, frontend, loop);
            case UDP, UDP_STREAM, DNS_UDP -> throw new IllegalArgumentException(frontend + " has no connections");
        }
    }
}
