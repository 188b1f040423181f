package io.steelyard.proxy.accesslog;

import io.netty.channel.socket.SocketChannel;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.proxyprotocol.ClientAddress;
import java.net.InetSocketAddress;

/** Lines of clients that are turned away before anything is read from them. */
public final class RefusedClient {
    private RefusedClient() {}

    /** Leaves the line if the balancer keeps a log; on the client's event loop. */
    public static void log(LoopLog log, Frontend frontend, SocketChannel client, ProxyFailure why) {
        if (!frontend.isLogged()) {
            return;
        }
        if (frontend.protocol() == Protocol.HTTP) {
            InetSocketAddress from = ClientAddress.of(client);
            RequestEntry entry = frontend.route()
                    .policy()
                    .detailedLog()
                    .<RequestEntry>map(kind -> new DetailedHttpEntry(kind, client, from))
                    .orElseGet(() -> new HttpEntry(from, client.localAddress()));
            entry.begin(log);
            entry.status(why.status());
            entry.end(log, frontend.loadBalancer(), new RequestEntry.Carried(0, 0, 0));
        } else {
            ConnectionEntry.of(log, frontend, client).end(0, 0, why);
        }
    }
}
