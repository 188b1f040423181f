package io.steelyard.control.instance;

import io.steelyard.domain.account.TenantId;

/**
 * A cloud, and whose its servers are here.
 *
 * @param name as the inventory remembers it
 */
public record CloudSource(String name, TenantId tenant, Cloud cloud) {}
