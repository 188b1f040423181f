package io.steelyard.api.identity;

import io.steelyard.api.body.Attributes;
import io.steelyard.control.identity.Account;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody logs in with.
 *
 * @param account the id or name of the account that the token shall be for; empty for the user's own
 */
record Credentials(String user, String key, Optional<String> account) {
    private static final String API_KEY = "RAX-KSKEY:apiKeyCredentials";
    private static final String PASSWORD = "passwordCredentials";

    /** Of {@code POST /v2.0/tokens}: {@code {"auth":{"RAX-KSKEY:apiKeyCredentials":{"username","apiKey"}}}} or with a password. */
    static Credentials ofTokens(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes auth = Attributes.unwrapped(body, "auth", violations);
        Optional<String> account = text(auth, "tenantId").or(() -> text(auth, "tenantName"));
        Optional<Credentials> read = auth.object(API_KEY)
                .map(in -> of(in, "apiKey", account))
                .or(() -> auth.object(PASSWORD).map(in -> of(in, "password", account)));
        return checked(read, API_KEY + " or " + PASSWORD, violations);
    }

    /** Of {@code POST /v1.1/auth}: {@code {"credentials":{"username","key"}}}. */
    static Credentials ofAuth(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.of(body, violations);
        return checked(
                in.object("credentials").map(given -> of(given, "key", Optional.empty())), "credentials", violations);
    }

    private static Credentials of(Attributes in, String key, Optional<String> account) {
        in.require("username", key);
        return new Credentials(text(in, "username").orElse(""), text(in, key).orElse(""), account);
    }

    private static Credentials checked(Optional<Credentials> read, String name, List<Violation> violations) {
        if (read.isEmpty()) {
            violations.add(new Violation(name, Violation.Rule.REQUIRED, "given"));
        }
        RefusedException.ifAny(violations);
        return read.orElseThrow();
    }

    private static Optional<String> text(Attributes in, String name) {
        return in.text(name, text -> true, "a text");
    }

    /** Whether a token for this account is what was asked for. */
    boolean isFor(Account given) {
        return account.isEmpty()
                || account.get().equals(given.tenant().toString())
                || account.get().equals(given.name());
    }

    /** Without the key, so that no log can hold it. */
    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
