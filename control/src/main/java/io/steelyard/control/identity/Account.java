package io.steelyard.control.identity;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;

/**
 * Whom everything belongs to. It may log in by its own name, as ADMIN; others who may are its {@link User}s.
 *
 * @param name the user's name at login, unique
 * @param apiKeyHash a keyed hash, hex; the key itself is kept nowhere
 */
public record Account(TenantId tenant, String name, String apiKeyHash) {

    /** @throws RefusedException with NotFound when there is no such account */
    public static void require(ReadUnit unit, TenantId tenant) {
        if (unit.account(tenant).isEmpty()) {
            throw new RefusedException(new Refusal.NotFound(Refusal.Noun.ACCOUNT));
        }
    }
}
