package io.steelyard.control.store;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.instance.Instance;

/** A server, and whose it is. */
public record OwnedInstance(TenantId tenant, Instance instance) {}
