package io.steelyard.server.settings;

import io.steelyard.domain.virtualip.IpAddress;
import java.net.InetSocketAddress;

/** A name server by its address and port, since its name would need another one. */
final class NameServerSetting {
    private NameServerSetting() {}

    /** @throws IllegalArgumentException with a sentence that shows the right form */
    static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        return IpAddress.parse(text.substring(0, Math.max(0, colon)).replaceFirst("^\\[(.*)]$", "$1"))
                .filter(address -> port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65535)
                .map(address -> new InetSocketAddress(address.toInetAddress(), Integer.parseInt(port)))
                .orElseThrow(() -> new IllegalArgumentException("a name server is written ADDRESS:PORT, not " + text));
    }
}
