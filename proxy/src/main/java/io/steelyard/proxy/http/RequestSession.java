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
    private static final byte[] SET_COOKIE = Ascii.bytes("set-cookie");

    private final long address;
    private Sessions sessions = Sessions.NONE;
    private @Nullable NodeState named;
    /** Whether the client has a session, be it with a node that there is no more. */
    private boolean known;

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
        known = !cookies.areFollowing() || hasBoth(head, cookies);
        named = known ? named(head, cookies) : null;
        return route.takeAgain(named);
    }

    private static boolean hasBoth(RequestHead head, NodeCookies cookies) {
        boolean ours = false;
        boolean applications = false;
        for (int i = 0; i < head.cookies(); i++) {
            ours |= cookies.hasOurs(head.octets(), head.cookieStart(i), head.cookieEnd(i));
            applications |= cookies.hasApplications(head.octets(), head.cookieStart(i), head.cookieEnd(i));
        }
        return ours && applications;
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
    byte @Nullable [] answeredBy(NodeState node, ResponseHead head) {
        if (sessions.areByAddress()) {
            sessions.addresses().note(address, node);
            return null;
        }
        NodeCookies cookies = sessions.cookies();
        if (cookies == null) {
            return null;
        }
        return cookies.areFollowing() ? following(cookies, node, head) : changed(cookies, node);
    }

    private byte @Nullable [] changed(NodeCookies cookies, NodeState node) {
        return node == named ? null : cookies.field(node);
    }

    /** Ours goes with the application's; a client whose node is gone stays with the new one. */
    private byte @Nullable [] following(NodeCookies cookies, NodeState node, ResponseHead head) {
        HeadLines lines = head.lines();
        for (int line = 1; line < lines.count(); line++) {
            if (head.isField(line, SET_COOKIE) && !head.isDropped(line)) {
                int value = lines.start(line) + SET_COOKIE.length + 1;
                byte[] field = cookies.field(node, head.octets(), value, lines.end(line));
                if (field != null) {
                    return field;
                }
            }
        }
        return known ? changed(cookies, node) : null;
    }
}
