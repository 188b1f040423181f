package io.steelyard.control.identity;

import static io.steelyard.control.ControlFixture.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.domain.account.Role;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdentityServiceTest {
    private static final TenantId TENANT = new TenantId(1234);
    private final ControlFixture control = new ControlFixture();
    private final IdentityService identity =
            new IdentityService(control.store, control.clock, new KeyedHash(new byte[32]));

    @BeforeEach
    void haveAnAccount() {
        identity.createIfAbsent(TENANT, "jdoe", "a86850deb2742ec3");
    }

    @Test
    void aTokenSpeaksForItsAccountForADay() {
        Login login = identity.login("jdoe", "a86850deb2742ec3");

        assertThat(identity.authenticate(login.token()).tenant()).isEqualTo(TENANT);
        control.clock.advance(IdentityService.TOKEN_LIFE.minus(Duration.ofMillis(1)));
        assertThat(identity.authenticate(login.token()).tenant()).isEqualTo(TENANT);
        control.clock.advance(Duration.ofMillis(1));
        assertThat(refusalOf(() -> identity.authenticate(login.token()))).isEqualTo(new Refusal.Unauthorized());
    }

    @Test
    void everyFailureToLogInLooksTheSame() {
        Refusal unknown = refusalOf(() -> identity.login("nobody", "a86850deb2742ec3"));
        Refusal wrong = refusalOf(() -> identity.login("jdoe", "a86850deb2742ec4"));

        assertThat(unknown).isEqualTo(wrong).isEqualTo(new Refusal.Unauthorized());
    }

    @Test
    void anAccountThatIsThereIsLeftAlone() {
        assertThat(identity.createIfAbsent(TENANT, "other", "1111111111111111")).isFalse();
        assertThat(identity.createIfAbsent(new TenantId(99), "jdoe", "1111111111111111"))
                .isFalse();
        assertThat(identity.login("jdoe", "a86850deb2742ec3").account().tenant())
                .isEqualTo(TENANT);
    }

    @Test
    void aUserLogsInToItsAccountWithItsRole() {
        assertThat(identity.createUserIfAbsent(TENANT, "eve", Role.OBSERVER, "2222222222222222"))
                .isTrue();

        Login login = identity.login("eve", "2222222222222222");

        assertThat(login.account().name()).isEqualTo("jdoe");
        assertThat(login.user()).isEqualTo("eve");
        assertThat(identity.authenticate(login.token()))
                .extracting(Token::tenant, Token::role)
                .containsExactly(TENANT, Role.OBSERVER);
        assertThat(refusalOf(() -> identity.login("eve", "a86850deb2742ec3"))).isEqualTo(new Refusal.Unauthorized());
    }

    @Test
    void aUsersNameIsItsOwnAndItsAccountIsThere() {
        identity.createUserIfAbsent(TENANT, "eve", Role.OBSERVER, "2222222222222222");

        assertThat(identity.createUserIfAbsent(TENANT, "eve", Role.ADMIN, "3333333333333333"))
                .isFalse();
        assertThat(identity.createUserIfAbsent(TENANT, "jdoe", Role.OBSERVER, "3333333333333333"))
                .isFalse();
        assertThat(identity.createIfAbsent(new TenantId(99), "eve", "3333333333333333"))
                .isFalse();
        assertThat(refusalOf(
                        () -> identity.createUserIfAbsent(new TenantId(99), "zoe", Role.ADMIN, "3333333333333333")))
                .isEqualTo(new Refusal.NotFound(Refusal.Noun.ACCOUNT));
    }

    @Test
    void neitherKeyNorTokenIsKeptInTheClear() {
        Login login = identity.login("jdoe", "a86850deb2742ec3");

        Account kept = control.store.<Account>read(unit -> unit.account(TENANT).orElseThrow());
        assertThat(kept.apiKeyHash()).doesNotContain("a86850deb2742ec3");
        assertThat(login.toString()).doesNotContain(login.token());
    }
}
