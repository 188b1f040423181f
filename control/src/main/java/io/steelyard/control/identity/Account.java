package io.steelyard.control.identity;

import io.steelyard.domain.account.TenantId;

/**
 * Whom everything belongs to. It may log in by its own name, as ADMIN; others who may are its {@link User}s.
 *
 * @param name the user's name at login, unique
 * @param apiKeyHash a keyed hash, hex; the key itself is kept nowhere
 */
public record Account(TenantId tenant, String name, String apiKeyHash) {}
