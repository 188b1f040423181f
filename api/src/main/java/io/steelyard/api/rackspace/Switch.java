package io.steelyard.api.rackspace;

import io.steelyard.api.body.Attributes;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is either on or off, as requests give it and answers show it: {@code {"enabled": true}}. */
public final class Switch {
    private static final String ENABLED = "enabled";

    private Switch() {}

    /** Empty when it could not be read, which the attributes report. */
    public static Optional<Boolean> read(Attributes in) {
        in.require(ENABLED);
        Optional<Boolean> enabled = in.truth(ENABLED);
        in.refuseOthers();
        return enabled;
    }

    /** That of a balancer: an object or, as in the sample of section 4.6.3, true or false alone. */
    public static Optional<Boolean> of(Attributes loadBalancer, String name) {
        return loadBalancer.isObject(name) ? loadBalancer.object(name).flatMap(Switch::read) : loadBalancer.truth(name);
    }

    public static ObjectNode write(boolean enabled) {
        return JsonNodeFactory.instance.objectNode().put(ENABLED, enabled);
    }
}
