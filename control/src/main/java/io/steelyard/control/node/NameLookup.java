package io.steelyard.control.node;

import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Asks where names lead to now. */
@FunctionalInterface
public interface NameLookup {
    /** Knows no name. */
    NameLookup NOTHING = names -> Map.of();

    /** The addresses of those names that have any, as far as that is known within two seconds. */
    Map<DomainName, List<IpAddress>> lookup(Collection<DomainName> names);
}
