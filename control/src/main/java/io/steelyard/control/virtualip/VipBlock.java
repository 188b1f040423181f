package io.steelyard.control.virtualip;

import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.VipType;

/**
 * A network that virtual IPs are taken from.
 *
 * @param draining whether no more are taken; those that are stay
 */
public record VipBlock(Cidr network, VipType type, boolean draining) {}
