package io.steelyard.proxy.names;

import io.steelyard.domain.virtualip.IpAddress;
import java.util.List;

/**
 * Where a name leads to.
 *
 * @param known whether it was ever asked for to the end
 * @param unanswered whether nobody could say, no name server having answered; never where there are addresses
 * @param addresses in their own order, whatever order the name server gave; the last good ones while asking fails
 */
public record Resolution(boolean known, boolean unanswered, List<IpAddress> addresses) {
    /** Not asked for yet. */
    static final Resolution UNKNOWN = new Resolution(false, false, List.of());

    /** What a name server answered. */
    static Resolution answered(List<IpAddress> addresses) {
        return new Resolution(true, false, addresses);
    }

    /** It was asked for in vain: the addresses that were known stay. */
    Resolution failed(boolean noAnswer) {
        return new Resolution(true, noAnswer && addresses.isEmpty(), addresses);
    }

    public Resolution {
        addresses = addresses.stream().distinct().sorted().toList();
    }
}
