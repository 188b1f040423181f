package io.steelyard.control.identity;

import io.steelyard.domain.account.TenantId;

/**
 * Someone who may log in.
 *
 * @param name the user's name at login, unique
 * @param apiKeyHash a keyed hash, hex; the key itself is kept nowhere
 */
public record Account(TenantId tenant, String name, String apiKeyHash) {}
