package io.steelyard.control.identity;

import static io.steelyard.control.ControlFixture.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.account.Role;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.testkit.SettableClock;
import io.steelyard.testkit.store.InMemoryStore;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountServiceTest {
    private static final TenantId TENANT = new TenantId(7);
    private final InMemoryStore store = new InMemoryStore();
    private final IdentityService identity = new IdentityService(
            store, new SettableClock(Instant.parse("2026-01-02T03:04:05Z")), new KeyedHash(new byte[32]));
    private final AccountService accounts = new AccountService(store, identity);
    private final UserService users = new UserService(store, identity);

    @Test
    void anAccountGetsTheNextTenantIdAndARandomKey() {
        NewKey<Account> first = accounts.create("jdoe", Optional.empty(), Optional.empty());
        NewKey<Account> second = accounts.create("jane", Optional.empty(), Optional.empty());

        assertThat(first.owner().tenant()).isEqualTo(new TenantId(100_001));
        assertThat(second.owner().tenant()).isEqualTo(new TenantId(100_002));
        assertThat(first.apiKey()).isNotEqualTo(second.apiKey());
        assertThat(first.toString()).doesNotContain(first.apiKey());
        assertThat(identity.login("jdoe", first.apiKey()).account()).isEqualTo(first.owner());
    }

    @Test
    void aNameOrATenantIdIsGivenOnce() {
        accounts.create("jdoe", Optional.of(TENANT), Optional.empty());

        assertThat(refusalOf(() -> accounts.create("jdoe", Optional.empty(), Optional.empty())))
                .isEqualTo(new Refusal.Conflict(Refusal.Noun.ACCOUNT, "named jdoe"));
        assertThat(refusalOf(() -> accounts.create("jane", Optional.of(TENANT), Optional.empty())))
                .isEqualTo(new Refusal.Conflict(Refusal.Noun.ACCOUNT, "with tenant id 7"));
    }

    @Test
    void whatChangesOfAnAccountEndsItsTokens() {
        String key = accounts.create("jdoe", Optional.of(TENANT), Optional.of("old-secret"))
                .apiKey();
        String token = identity.login("jdoe", key).token();

        String rotated = accounts.rotateKey(TENANT).apiKey();

        assertThat(refusalOf(() -> identity.authenticate(token))).isEqualTo(new Refusal.Unauthorized());
        assertThat(refusalOf(() -> identity.login("jdoe", key))).isEqualTo(new Refusal.Unauthorized());
        assertThat(identity.login("jdoe", rotated).account().tenant()).isEqualTo(TENANT);
    }

    @Test
    void aUsersNewRoleHoldsFromItsNextRequestOn() {
        accounts.create("jdoe", Optional.of(TENANT), Optional.empty());
        String key =
                users.create(TENANT, "jane", Role.CREATOR, Optional.empty()).apiKey();
        String token = identity.login("jane", key).token();

        users.setRole(TENANT, "jane", Role.OBSERVER);

        assertThat(refusalOf(() -> identity.authenticate(token))).isEqualTo(new Refusal.Unauthorized());
        assertThat(identity.authenticate(identity.login("jane", key).token()).role())
                .isEqualTo(Role.OBSERVER);
        assertThat(users.list(TENANT)).extracting(User::name).containsExactly("jane");
    }

    @Test
    void aUserThatIsRemovedIsLetInNoMore() {
        accounts.create("jdoe", Optional.of(TENANT), Optional.empty());
        String key = users.create(TENANT, "jane", Role.ADMIN, Optional.of("her-secret"))
                .apiKey();
        String rotated = users.rotateKey(TENANT, "jane").apiKey();
        assertThat(refusalOf(() -> identity.login("jane", key))).isEqualTo(new Refusal.Unauthorized());
        String token = identity.login("jane", rotated).token();

        users.remove(TENANT, "jane");

        assertThat(refusalOf(() -> identity.authenticate(token))).isEqualTo(new Refusal.Unauthorized());
        assertThat(refusalOf(() -> identity.login("jane", rotated))).isEqualTo(new Refusal.Unauthorized());
    }

    @Test
    void aUserIsOfOneAccount() {
        accounts.create("jdoe", Optional.of(TENANT), Optional.empty());
        accounts.create("other", Optional.of(new TenantId(8)), Optional.empty());
        users.create(TENANT, "jane", Role.ADMIN, Optional.empty());

        assertThat(refusalOf(() -> users.remove(new TenantId(8), "jane")))
                .isEqualTo(new Refusal.NotFound(Refusal.Noun.USER));
        assertThat(refusalOf(() -> users.create(new TenantId(8), "jdoe", Role.ADMIN, Optional.empty())))
                .isEqualTo(new Refusal.Conflict(Refusal.Noun.USER, "named jdoe"));
        assertThat(refusalOf(() -> accounts.create("jane", Optional.empty(), Optional.empty())))
                .isEqualTo(new Refusal.Conflict(Refusal.Noun.ACCOUNT, "named jane"));
    }

    @Test
    void anAccountThatIsNotThereIsNotFound() {
        Refusal notFound = new Refusal.NotFound(Refusal.Noun.ACCOUNT);

        assertThat(refusalOf(() -> accounts.get(TENANT))).isEqualTo(notFound);
        assertThat(refusalOf(() -> accounts.rotateKey(TENANT))).isEqualTo(notFound);
        assertThat(refusalOf(() -> users.list(TENANT))).isEqualTo(notFound);
        assertThat(refusalOf(() -> users.remove(TENANT, "jane"))).isEqualTo(notFound);
    }
}
