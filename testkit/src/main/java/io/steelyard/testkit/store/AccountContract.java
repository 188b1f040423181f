package io.steelyard.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.steelyard.control.identity.Account;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Accounts: one per tenant, names unique. */
interface AccountContract {
    Store store();

    @Test
    default void anAccountIsFoundByTenantAndByItsExactName() {
        Account saved = save(account(1, "jdoe"));

        assertThat(byTenant(1)).hasValue(saved);
        assertThat(byName("jdoe")).hasValue(saved);
        assertThat(byTenant(2)).isEmpty();
        assertThat(byName("JDOE")).isEmpty();
        assertThat(byName("jdo")).isEmpty();
    }

    @Test
    default void anAccountSavedAgainIsReplaced() {
        save(account(1, "jdoe"));
        Account renamed = save(account(1, "jane"));

        assertThat(byTenant(1)).hasValue(renamed);
        assertThat(byName("jdoe")).isEmpty();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    default void accountsAreListedByTenantIdFromAnyOneOn() {
        save(account(3, "jim"));
        save(account(1, "jdoe"));
        save(account(2, "jane"));

        assertThat(page(1, 10)).containsExactly(account(1, "jdoe"), account(2, "jane"), account(3, "jim"));
        assertThat(page(2, 1)).containsExactly(account(2, "jane"));
        assertThat(page(4, 10)).isEmpty();
    }

    private List<Account> page(long from, int limit) {
        return store().read(unit -> unit.accounts(from, limit));
    }

    @Test
    default void aNameThatAnotherAccountHasIsRefused() {
        Account holder = save(account(1, "jdoe"));

        assertThatIllegalStateException().isThrownBy(() -> save(account(2, "jdoe")));

        assertThat(byName("jdoe")).hasValue(holder);
        assertThat(count()).isEqualTo(1);
    }

    private Account save(Account account) {
        store().update(unit -> unit.save(account));
        return account;
    }

    private Optional<Account> byTenant(long tenant) {
        return store().read(unit -> unit.account(new TenantId(tenant)));
    }

    private Optional<Account> byName(String name) {
        return store().read(unit -> unit.accountNamed(name));
    }

    private int count() {
        return store().<Integer>read(unit -> unit.countAccounts());
    }

    private static Account account(long tenant, String name) {
        return new Account(new TenantId(tenant), name, "hash of " + name);
    }
}
