package io.steelyard.proxy.names;

import io.steelyard.domain.virtualip.IpAddress;
import java.util.List;

/**
 * Where a name leads to.
 *
 * @param known whether it was ever asked for to the end
 * @param addresses in their own order, whatever order the name server gave; the last good ones while asking fails
 */
public record Resolution(boolean known, List<IpAddress> addresses) {
    /** Not asked for yet. */
    static final Resolution UNKNOWN = new Resolution(false, List.of());

    public Resolution {
        addresses = addresses.stream().distinct().sorted().toList();
    }
}
