package io.steelyard.api.rackspace.connectionlogging;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.domain.refusal.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Connection logging as requests give it and answers show it (2010 specification, section 4.12). */
public final class ConnectionLoggingBody {
    /** What it is called within a balancer. */
    public static final String NAME = "connectionLogging";

    private static final String ENABLED = "enabled";

    private ConnectionLoggingBody() {}

    static Optional<Boolean> read(@Nullable JsonNode body, List<Violation> violations) {
        return read(Attributes.unwrapped(body, NAME, violations));
    }

    /** That of a balancer: an object as above or, as in the sample of section 4.6.3, true or false alone. */
    public static Optional<Boolean> of(Attributes loadBalancer) {
        return loadBalancer.isObject(NAME)
                ? loadBalancer.object(NAME).flatMap(ConnectionLoggingBody::read)
                : loadBalancer.truth(NAME);
    }

    private static Optional<Boolean> read(Attributes in) {
        in.require(ENABLED);
        Optional<Boolean> enabled = in.truth(ENABLED);
        in.refuseOthers();
        return enabled;
    }

    public static ObjectNode write(boolean enabled) {
        return JsonNodeFactory.instance.objectNode().put(ENABLED, enabled);
    }

    static Representation one(boolean enabled) {
        return Representation.of(NAME, write(enabled));
    }
}
