package io.steelyard.domain.virtualip;

import java.util.Optional;

/** Where a node is: at an address, or wherever a name leads to at the moment. */
public sealed interface NodeAddress permits IpAddress, DomainName {
    /** What a text names; empty when it is neither an address nor a domain name. */
    static Optional<NodeAddress> parse(String text) {
        return IpAddress.parse(text)
                .<NodeAddress>map(address -> address)
                .or(() -> DomainName.parse(text).map(name -> name));
    }

    /**
     * For text that was checked before.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static NodeAddress require(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(text + " is neither an address nor a name"));
    }
}
