package io.steelyard.api.operator.account;

import io.steelyard.api.body.Representation;
import io.steelyard.control.identity.Account;
import io.steelyard.control.identity.NewKey;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An account as the operator sees it. */
final class AccountBody {
    private AccountBody() {}

    /** @param limit how many were wanted; {@code next} says where the rest begins when there may be one */
    static Representation list(List<Account> accounts, int limit) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode items = body.putArray("accounts");
        accounts.forEach(account -> items.add(content(account)));
        if (accounts.size() == limit) {
            body.put("next", Long.toString(accounts.getLast().tenant().value() + 1));
        }
        return Representation.bare("accounts", body);
    }

    static Representation one(Account account) {
        return Representation.of("account", content(account));
    }

    static Representation withKey(NewKey<Account> made) {
        return Representation.of("account", content(made.owner()).put("apiKey", made.apiKey()));
    }

    private static ObjectNode content(Account account) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("tenant", account.tenant().toString())
                .put("name", account.name());
    }
}
