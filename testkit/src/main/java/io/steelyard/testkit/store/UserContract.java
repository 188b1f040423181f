package io.steelyard.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.identity.User;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.Role;
import io.steelyard.domain.account.TenantId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Users: found by name, listed by account. */
interface UserContract {
    Store store();

    @Test
    default void aUserIsFoundByItsExactNameAndListedWithItsAccountByName() {
        User second = save("zoe", 1, Role.OBSERVER);
        User first = save("adam", 1, Role.CREATOR);
        save("other", 2, Role.ADMIN);

        assertThat(find("zoe")).hasValue(second);
        assertThat(find("ZOE")).isEmpty();
        assertThat(store().<List<User>>read(unit -> unit.users(new TenantId(1))))
                .containsExactly(first, second);
    }

    @Test
    default void aUserSavedAgainIsReplaced() {
        save("zoe", 1, Role.OBSERVER);
        User promoted = save("zoe", 1, Role.ADMIN);

        assertThat(find("zoe")).hasValue(promoted);
    }

    @Test
    default void aUserThatWasRemovedIsNotFoundAlsoTwice() {
        save("zoe", 1, Role.OBSERVER);

        store().update(unit -> unit.removeUser("zoe"));
        store().update(unit -> unit.removeUser("zoe"));

        assertThat(find("zoe")).isEmpty();
    }

    private User save(String name, long tenant, Role role) {
        User user = new User(name, new TenantId(tenant), role, "hash of " + name);
        store().update(unit -> unit.save(user));
        return user;
    }

    private Optional<User> find(String name) {
        return store().read(unit -> unit.userNamed(name));
    }
}
