package io.steelyard.proxy.tls;

import io.netty.util.IllegalReferenceCountException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds a listener's current {@link ServerContexts}. The engine replaces them, every event loop takes them. */
public final class TlsCell {
    private volatile @Nullable ServerContexts current;

    /** Whether this is what it holds. */
    public boolean serves(TlsTerms terms) {
        ServerContexts held = current;
        return held != null && held.terms().equals(terms);
    }

    /** From now on, for clients that are accepted from now on. The caller's hold goes over to the cell. */
    public void set(ServerContexts next) {
        exchange(next);
    }

    /** The listener is gone: clients find nothing any more. */
    public void clear() {
        exchange(null);
    }

    private synchronized void exchange(@Nullable ServerContexts next) {
        ServerContexts before = current;
        current = next;
        if (before != null) {
            before.release();
        }
    }

    /** For one client, which releases it; empty when the listener is gone. */
    Optional<ServerContexts> take() {
        for (ServerContexts held = current; held != null; held = current) {
            try {
                held.retain();
                return Optional.of(held);
            } catch (IllegalReferenceCountException exchangedJustNow) {
                continue;
            }
        }
        return Optional.empty();
    }

    /** The keys of tickets have been exchanged. */
    void renewTicketKeys() {
        take().ifPresent(held -> {
            held.renewTicketKeys();
            held.release();
        });
    }
}
