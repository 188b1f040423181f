package io.steelyard.api.operator.account;

import io.steelyard.api.body.Representation;
import io.steelyard.control.identity.NewKey;
import io.steelyard.control.identity.User;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A user as the operator sees it. */
final class UserBody {
    private UserBody() {}

    static Representation list(List<User> users) {
        return Representation.list("users", users, UserBody::content);
    }

    static Representation one(User user) {
        return Representation.of("user", content(user));
    }

    static Representation withKey(NewKey<User> made) {
        return Representation.of("user", content(made.owner()).put("apiKey", made.apiKey()));
    }

    private static ObjectNode content(User user) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("tenant", user.tenant().toString())
                .put("name", user.name())
                .put("role", user.role().name());
    }
}
