package io.steelyard.domain.classic;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is spoken on one side of a classic listener. */
public enum ClassicProtocol {
    HTTP,
    HTTPS,
    TCP,
    SSL;

    /** From any spelling of its letters' case; empty for another protocol. */
    public static Optional<ClassicProtocol> parse(String text) {
        return Stream.of(values())
                .filter(protocol -> protocol.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** Whether requests are understood. */
    public boolean isHttp() {
        return this == HTTP || this == HTTPS;
    }

    /** Whether it is within TLS. */
    public boolean isSecure() {
        return this == HTTPS || this == SSL;
    }
}
