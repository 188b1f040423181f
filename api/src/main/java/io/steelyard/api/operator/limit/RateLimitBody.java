package io.steelyard.api.operator.limit;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.control.ratelimit.RateLimit;
import io.steelyard.control.ratelimit.RateLimits;
import io.steelyard.control.ratelimit.RateUnit;
import io.steelyard.control.ratelimit.Verb;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rate limits: {@code {"rateLimits":[{"verb":"POST","uri":"/loadbalancers","value":10,"unit":"MINUTE"}]}}. */
final class RateLimitBody {
    private static final String ROOT = "rateLimits";

    private RateLimitBody() {}

    static Representation of(RateLimits limits) {
        return Representation.bare(ROOT, content(limits));
    }

    /** @param own whether the account was given them */
    static Representation of(RateLimits limits, boolean own) {
        return Representation.bare(ROOT, content(limits).put("own", own));
    }

    private static ObjectNode content(RateLimits limits) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        ArrayNode items = content.putArray(ROOT);
        limits.limits()
                .forEach(limit -> items.addObject()
                        .put("verb", limit.verb().name())
                        .put("uri", limit.uri())
                        .put("value", limit.value())
                        .put("unit", limit.unit().name()));
        return content;
    }

    /** @throws RefusedException with every rule that is broken */
    static RateLimits read(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.of(body, violations);
        in.require(ROOT);
        List<Attributes> items = in.list(ROOT, "rateLimit");
        in.refuseOthers();
        List<RateLimit> limits =
                items.stream().flatMap(item -> one(item, violations).stream()).toList();
        if (items.size() > RateLimits.MOST) {
            violations.add(new Violation(ROOT, Violation.Rule.OUT_OF_RANGE, "at most " + RateLimits.MOST));
        }
        RefusedException.ifAny(violations);
        return new RateLimits(limits);
    }

    private static Optional<RateLimit> one(Attributes in, List<Violation> violations) {
        int before = violations.size();
        in.require("verb", "uri", "value", "unit");
        Optional<Verb> verb = in.choice("verb", Verb.class);
        Optional<String> uri = in.text(
                "uri", RateLimit::isUri, "a path that begins with / and may end with *, such as /loadbalancers/*");
        Optional<Integer> value = in.number(
                "value", number -> number >= 1 && number <= RateLimit.MAX, "a whole number from 1 to " + RateLimit.MAX);
        Optional<RateUnit> unit = in.choice("unit", RateUnit.class);
        in.refuseOthers();
        return violations.size() > before
                ? Optional.empty()
                : Optional.of(
                        new RateLimit(verb.orElseThrow(), uri.orElseThrow(), value.orElseThrow(), unit.orElseThrow()));
    }
}
