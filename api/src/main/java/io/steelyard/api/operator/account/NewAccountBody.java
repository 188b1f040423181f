package io.steelyard.api.operator.account;

import io.steelyard.api.body.Attributes;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An account that is asked for: {@code {"name","tenant","apiKey"}}, of which only the name must be given.
 *
 * @param tenant the next free one when empty
 * @param apiKey a random one when empty
 */
record NewAccountBody(String name, Optional<TenantId> tenant, Optional<String> apiKey) {
    private static final Predicate<String> TENANT =
            Pattern.compile("[1-9][0-9]{0,17}").asMatchPredicate();

    /** @throws RefusedException with every rule that is broken */
    static NewAccountBody read(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.unwrapped(body, "account", violations);
        in.require("name");
        Optional<String> name = LoginAttributes.name(in);
        Optional<TenantId> tenant = in.text("tenant", TENANT, "a text of 1 to 18 digits, such as \"100002\"")
                .map(digits -> new TenantId(Long.parseLong(digits)));
        Optional<String> key = LoginAttributes.apiKey(in);
        in.refuseOthers();
        RefusedException.ifAny(violations);
        return new NewAccountBody(name.orElseThrow(), tenant, key);
    }

    /** Without the key, so that no log can hold it. */
    @Override
    public String toString() {
        return "NewAccountBody[" + name + "]";
    }
}
