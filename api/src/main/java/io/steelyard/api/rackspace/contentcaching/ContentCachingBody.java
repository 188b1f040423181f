package io.steelyard.api.rackspace.contentcaching;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.api.rackspace.Switch;
import io.steelyard.domain.refusal.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Content caching as requests give it and answers show it, as the later service did. */
public final class ContentCachingBody {
    /** What it is called within a balancer. */
    public static final String NAME = "contentCaching";

    private ContentCachingBody() {}

    static Optional<Boolean> read(@Nullable JsonNode body, List<Violation> violations) {
        return Switch.read(Attributes.unwrapped(body, NAME, violations));
    }

    /** That of a balancer. */
    public static Optional<Boolean> of(Attributes loadBalancer) {
        return Switch.of(loadBalancer, NAME);
    }

    public static ObjectNode write(boolean enabled) {
        return Switch.write(enabled);
    }

    static Representation one(boolean enabled) {
        return Representation.of(NAME, write(enabled));
    }
}
