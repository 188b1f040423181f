package io.steelyard.api.operator.limit;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.control.limit.Limits;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Limits by the names that the setting has too: {@code {"loadbalancers":25,"nodes":25,…}}. */
final class LimitBody {
    private static final String ROOT = "limits";

    private LimitBody() {}

    static Representation of(Limits limits) {
        return Representation.of(ROOT, content(limits));
    }

    /** @param own those that were given to the account; {@code own} names them */
    static Representation of(Limits limits, Map<Limit, Integer> own) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set(ROOT, content(limits));
        ArrayNode names = body.putArray("own");
        own.keySet().stream().sorted().forEach(limit -> names.add(limit.key()));
        return Representation.bare(ROOT, body);
    }

    private static ObjectNode content(Limits limits) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        for (Limit limit : Limit.values()) {
            content.put(limit.key(), limits.of(limit));
        }
        return content;
    }

    /** @throws RefusedException with every rule that is broken */
    static Map<Limit, Integer> read(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.unwrapped(body, ROOT, violations);
        Map<Limit, Integer> read = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            in.number(
                            limit.key(),
                            value -> value >= Limits.MIN && value <= Limits.MAX,
                            "a whole number from " + Limits.MIN + " to " + Limits.MAX)
                    .ifPresent(value -> read.put(limit, value));
        }
        in.refuseOthers();
        RefusedException.ifAny(violations);
        return read;
    }
}
