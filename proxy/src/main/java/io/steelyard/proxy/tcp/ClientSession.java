package io.steelyard.proxy.tcp;

import io.netty.buffer.ByteBuf;
import io.steelyard.proxy.frontend.Route;
import io.steelyard.proxy.persistence.ClientKey;
import io.steelyard.proxy.persistence.Sessions;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * By what one connection's client is known again. A TLS client is known by its session's id; where there is none to be known
 * again, as in TLS 1.3, by its address. Bound to one event loop.
 */
final class ClientSession {
    /** Of a connection that goes to one node whatever the client had. */
    static final ClientSession NONE = new ClientSession(false, 0);

    private final boolean counts;
    private final long address;
    private TlsHello offered = TlsHello.UNKNOWN;
    private TlsHello agreed = TlsHello.UNKNOWN;

    private ClientSession(boolean counts, long address) {
        this.counts = counts;
        this.address = address;
    }

    /** Of a client at this address. */
    static ClientSession of(InetAddress client) {
        return new ClientSession(true, ClientKey.of(client));
    }

    /** The client's TLS hello, which is whole. */
    void offers(ByteBuf hello) {
        offered = TlsHello.ofClient(hello);
    }

    /**
     * What a node answers to it, as far as it has come.
     *
     * @return whether enough has come
     */
    boolean agrees(ByteBuf answer) {
        TlsHello hello = TlsHello.ofServer(answer);
        agreed = hello == null ? TlsHello.UNKNOWN : hello;
        return hello != null;
    }

    /** The node that this client comes back to, taken; null when any will do. */
    @Nullable
    Target take(Route route) {
        Sessions sessions = route.sessions();
        if (sessions.areByAddress()) {
            return route.takeFor(address);
        }
        return sessions.areByTlsId() ? takeByTlsId(route) : null;
    }

    private @Nullable Target takeByTlsId(Route route) {
        Target again = offered.sessionKey() == 0
                ? null
                : route.takeAgain(route.sessions().tlsSessions().find(offered.sessionKey()));
        return again == null && offered.isTls13() ? route.takeFor(address) : again;
    }

    /** The client has this node now. */
    void joined(Route route, NodeState node) {
        if (!counts) {
            return;
        }
        Sessions sessions = route.sessions();
        if (sessions.areByAddress() || (sessions.areByTlsId() && agreed.isTls13())) {
            sessions.addresses().note(address, node);
        } else if (sessions.areByTlsId() && agreed.sessionKey() != 0) {
            sessions.tlsSessions().note(agreed.sessionKey(), node);
        }
    }
}
