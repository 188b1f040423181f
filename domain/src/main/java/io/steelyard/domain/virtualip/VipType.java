package io.steelyard.domain.virtualip;

/** Where a virtual IP can be reached from (2010 specification, section 4.7.2). */
public enum VipType {
    /** Routable on the public Internet. */
    PUBLIC,
    /** Routable only on the service's own network, within the region. */
    SERVICENET
}
