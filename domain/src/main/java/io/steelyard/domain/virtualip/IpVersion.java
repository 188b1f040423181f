package io.steelyard.domain.virtualip;

/** The family of an address, as the wire spells it. */
public enum IpVersion {
    IPV4,
    IPV6
}
