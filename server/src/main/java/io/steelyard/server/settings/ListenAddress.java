package io.steelyard.server.settings;

import io.steelyard.domain.virtualip.IpAddress;
import java.net.InetSocketAddress;

/**
 * Where a listener binds.
 *
 * @param port 0 for any free one
 */
public record ListenAddress(IpAddress host, int port) {

    /** @throws IllegalArgumentException with a sentence that shows the right form */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw new IllegalArgumentException("it is written HOST:PORT, as in 127.0.0.1:8080 or [::1]:8080");
        }
        String host = text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        IpAddress address = "localhost".equals(host) ? IpAddress.require("127.0.0.1") : IpAddress.require(host);
        return new ListenAddress(address, Integer.parseInt(port));
    }

    public boolean isLoopback() {
        return host.isLoopback();
    }

    public InetSocketAddress toSocketAddress() {
        return new InetSocketAddress(host.toInetAddress(), port);
    }

    @Override
    public String toString() {
        String text = host.toString();
        return (text.indexOf(':') < 0 ? text : "[" + text + "]") + ":" + port;
    }
}
