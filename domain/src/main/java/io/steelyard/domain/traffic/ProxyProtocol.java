package io.steelyard.domain.traffic;

/**
 * Nodes are told in front of each connection whose it is (PROXY protocol), and get each client's on connections of its own.
 *
 * @param version 1 or 2
 */
public record ProxyProtocol(int version) implements TrafficOption {
    public static final int MAX_VERSION = 2;

    public ProxyProtocol {
        if (version < 1 || version > MAX_VERSION) {
            throw new IllegalArgumentException("PROXY protocol has versions 1 and 2, not " + version);
        }
    }
}
