package io.steelyard.proxy.http;

import io.steelyard.proxy.frontend.Route;
import io.steelyard.proxy.persistence.ClientKey;
import io.steelyard.proxy.persistence.NodeCookies;
import io.steelyard.proxy.persistence.Sessions;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** By what the client of a request is known again. One object serves all requests of a client's connection in turn. */
final class RequestSession {
    private final long address;
    private Sessions sessions = Sessions.NONE;
    private @Nullable NodeState named;

    RequestSession(InetAddress client) {
        this.address = ClientKey.of(client);
    }

    /** The node that the client comes back to, taken; null when any will do. */
    @Nullable
    Target take(Route route, RequestHead head) {
        sessions = route.sessions();
        if (sessions.isNone()) {
            return null;
        }
        NodeCookies cookies = sessions.cookies();
        if (cookies == null) {
            return sessions.areByAddress() ? route.takeFor(address) : null;
        }
        named = named(head, cookies);
        return route.takeAgain(named);
    }

    private static @Nullable NodeState named(RequestHead head, NodeCookies cookies) {
        NodeState found = null;
        for (int i = 0; i < head.cookies() && found == null; i++) {
            found = cookies.find(head.octets(), head.cookieStart(i), head.cookieEnd(i));
        }
        return found;
    }

    /**
     * A node answers: the client is its from now on.
     *
     * @return a field line for the client; null when there is nothing to tell
     */
    byte @Nullable [] answeredBy(NodeState node) {
        if (sessions.areByAddress()) {
            sessions.addresses().note(address, node);
            return null;
        }
        NodeCookies cookies = sessions.cookies();
        return cookies == null || node == named ? null : cookies.field(node);
    }
}
