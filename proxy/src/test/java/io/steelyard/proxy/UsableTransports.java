package io.steelyard.proxy;

import io.steelyard.proxy.transport.Transport;
import io.steelyard.proxy.transport.TransportChoice;
import java.util.List;

/** What tests with real sockets run over: every transport that works here, none left out. */
public final class UsableTransports {
    private UsableTransports() {}

    /** For {@code @MethodSource}. Says what it found, so that a log shows what was not tested. */
    public static List<Transport> all() {
        List<Transport> usable = TransportChoice.usable();
        System.out.println("transports under test: " + usable + "; best: " + TransportChoice.best());
        return usable;
    }
}
