package io.steelyard.api.operator.account;

import io.steelyard.api.body.Attributes;
import io.steelyard.domain.account.Role;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A user that is asked for: {@code {"name","role","apiKey"}}.
 *
 * @param apiKey a random one when empty
 */
record NewUserBody(String name, Role role, Optional<String> apiKey) {
    /** @throws RefusedException with every rule that is broken */
    static NewUserBody read(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.unwrapped(body, "user", violations);
        in.require("name", "role");
        Optional<String> name = LoginAttributes.name(in);
        Optional<Role> role = in.choice("role", Role.class);
        Optional<String> key = LoginAttributes.apiKey(in);
        refuseOthers(in, violations);
        return new NewUserBody(name.orElseThrow(), role.orElseThrow(), key);
    }

    /**
     * {@code {"role"}} alone.
     *
     * @throws RefusedException when it is no role
     */
    static Role readRole(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.of(body, violations);
        in.require("role");
        Optional<Role> role = in.choice("role", Role.class);
        refuseOthers(in, violations);
        return role.orElseThrow();
    }

    private static void refuseOthers(Attributes in, List<Violation> violations) {
        in.refuseOthers();
        RefusedException.ifAny(violations);
    }

    /** Without the key, so that no log can hold it. */
    @Override
    public String toString() {
        return "NewUserBody[" + name + ", " + role + "]";
    }
}
