package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.identity.Token;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.Role;
import io.steelyard.domain.account.TenantId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tokens: found by their hash until they are removed. */
interface TokenContract {
    Store store();

    @Test
    default void aTokenIsFoundByItsHash() {
        Token saved = save("abc", 1, 0);

        assertThat(find("abc")).hasValue(saved);
        assertThat(find("abd")).isEmpty();
    }

    @Test
    default void thoseExpiredAreForgottenTheMomentOfExpiryIncluded() {
        save("before", 1, 9);
        save("now", 1, 10);
        save("after", 1, 11);

        store().update(unit -> unit.removeTokensExpiredBy(START.plusSeconds(10)));

        assertThat(find("before")).isEmpty();
        assertThat(find("now")).isEmpty();
        assertThat(find("after")).isPresent();
    }

    @Test
    default void aTenantsTokensGoTogetherAndNoOthers() {
        save("first", 1, 10);
        save("second", 1, 10);
        save("other", 2, 10);

        store().update(unit -> unit.removeTokens(new TenantId(1)));

        assertThat(find("first")).isEmpty();
        assertThat(find("second")).isEmpty();
        assertThat(find("other")).isPresent();
    }

    private Token save(String hash, long tenant, int seconds) {
        Token token = new Token(hash, new TenantId(tenant), "jdoe", Role.OBSERVER, START.plusSeconds(seconds));
        store().update(unit -> unit.save(token));
        return token;
    }

    private Optional<Token> find(String hash) {
        return store().read(unit -> unit.token(hash));
    }
}
