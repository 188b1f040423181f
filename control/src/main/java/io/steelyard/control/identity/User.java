package io.steelyard.control.identity;

import io.steelyard.domain.account.Role;
import io.steelyard.domain.account.TenantId;

/**
 * One more person who may log in to an account, besides the account itself.
 *
 * @param name at login, unique over accounts and users
 * @param apiKeyHash a keyed hash, hex; the key itself is kept nowhere
 */
public record User(String name, TenantId tenant, Role role, String apiKeyHash) {}
