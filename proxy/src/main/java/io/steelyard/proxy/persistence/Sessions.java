package io.steelyard.proxy.persistence;

import io.steelyard.domain.desired.DesiredListener;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.proxy.upstream.NodeState;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * By what a listener knows its clients again, and what it knows. What it says of the configuration never changes; the
 * clients' nodes are kept in tables that outlive it. Shared by all event loops.
 */
public final class Sessions {
    /** Any node will do for any client. */
    public static final Sessions NONE = new Sessions(null, null, new Clients(() -> 0));

    /**
     * The nodes of a listener's clients, through every change of its configuration.
     *
     * @param addresses by {@link ClientKey}
     * @param tls by the key of a TLS session's id
     */
    public record Clients(ClientTable addresses, ClientTable tls) {
        /** @param nanoTime the monotonic time */
        public Clients(LongSupplier nanoTime) {
            this(new ClientTable(nanoTime), new ClientTable(nanoTime));
        }
    }

    private final @Nullable SessionPersistence kind;
    private final @Nullable NodeCookies cookies;
    private final Clients clients;

    private Sessions(@Nullable SessionPersistence kind, @Nullable NodeCookies cookies, Clients clients) {
        this.kind = kind;
        this.cookies = cookies;
        this.clients = clients;
    }

    /**
     * Those of a listener.
     *
     * @param nodes that may have sessions: enabled and draining ones
     * @param clients what the listener knows of its clients
     * @param clock tells when cookies end
     */
    public static Sessions of(
            DesiredListener listener, Collection<NodeState> nodes, Clients clients, InstantSource clock) {
        Optional<SessionPersistence> kind = listener.persistence();
        return kind.isEmpty()
                ? NONE
                : new Sessions(
                        kind.get(),
                        listener.cookies()
                                .map(given -> NodeCookies.of(given, nodes, clock))
                                .orElse(null),
                        clients);
    }

    /** Whether any node will do for any client. */
    public boolean isNone() {
        return kind == null;
    }

    /** Whether an address is known again; of a TLS client this is so where its session's id cannot be. */
    public boolean areByAddress() {
        return kind == SessionPersistence.SOURCE_IP;
    }

    /** Whether the id of a TLS session is known again. */
    public boolean areByTlsId() {
        return kind == SessionPersistence.SSL_ID;
    }

    /** Null unless a cookie is known again. */
    public @Nullable NodeCookies cookies() {
        return cookies;
    }

    /** Which node each address has. */
    public ClientTable addresses() {
        return clients.addresses();
    }

    /** Which node each TLS session has. */
    public ClientTable tlsSessions() {
        return clients.tls();
    }
}
