package io.steelyard.control.identity;

import io.steelyard.domain.account.Role;
import io.steelyard.domain.account.TenantId;
import java.time.Instant;

/**
 * A login, as it is kept.
 *
 * @param hash a keyed hash of the token, hex; the token itself is kept nowhere
 * @param user the name that logged in
 */
public record Token(String hash, TenantId tenant, String user, Role role, Instant expires) {}
