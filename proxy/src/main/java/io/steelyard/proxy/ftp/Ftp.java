package io.steelyard.proxy.ftp;

import io.netty.channel.socket.SocketChannel;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.Loops;
import io.steelyard.proxy.tcp.TcpRelays;
import io.steelyard.proxy.transport.Sockets;

/**
 * Serves FTP. Passive mode alone: a node names a data port, and the client is told one of the virtual IP instead, which
 * leads to that port of that node, once, for that client.
 */
public record Ftp(Sockets sockets, Loops loops, TcpRelays relays, FtpLimits limits) {
    /** Takes over a client that {@code frontend} admitted; on the client's event loop. */
    public void open(SocketChannel client, Frontend frontend, Loop loop) {
        relays.open(client, frontend, loop, new FtpSession(this, client.remoteAddress(), frontend, loop));
    }
}
