package io.steelyard.api.rackspace;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.domain.refusal.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is either on or off for a balancer, as requests give it and answers show it: {@code {"enabled": true}}. */
public enum Switch {
    /** 2010 specification, section 4.12. */
    CONNECTION_LOGGING("connectionLogging"),
    /** As the later service had it. */
    CONTENT_CACHING("contentCaching");

    private static final String ENABLED = "enabled";

    private final String attribute;

    Switch(String attribute) {
        this.attribute = attribute;
    }

    /** What it is called within a balancer. */
    public String attribute() {
        return attribute;
    }

    /** That of a balancer: an object or, as in the sample of section 4.6.3, true or false alone. */
    public Optional<Boolean> of(Attributes loadBalancer) {
        return loadBalancer.isObject(attribute)
                ? loadBalancer.object(attribute).flatMap(Switch::read)
                : loadBalancer.truth(attribute);
    }

    /** Empty when it could not be read, which the violations report. */
    Optional<Boolean> read(@Nullable JsonNode body, List<Violation> violations) {
        return read(Attributes.unwrapped(body, attribute, violations));
    }

    private static Optional<Boolean> read(Attributes in) {
        in.require(ENABLED);
        Optional<Boolean> enabled = in.truth(ENABLED);
        in.refuseOthers();
        return enabled;
    }

    /** By itself. */
    Representation one(boolean enabled) {
        return Representation.of(attribute, write(enabled));
    }

    /** Among the details of a balancer. */
    public void write(ObjectNode loadBalancer, boolean enabled) {
        loadBalancer.set(attribute, write(enabled));
    }

    private static ObjectNode write(boolean enabled) {
        return JsonNodeFactory.instance.objectNode().put(ENABLED, enabled);
    }
}
