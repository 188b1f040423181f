package io.steelyard.proxy.engine;

import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.tls.TlsCell;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where clients of one address come in. Written by the engine, used by event loops. */
interface Entrance {
    /** What serves clients that come from now on; null before anything does. */
    @Nullable
    Frontend frontend();

    /** @param tls present where TLS ends before anything else is said */
    void serve(Frontend next, Optional<TlsCell> tls);
}
