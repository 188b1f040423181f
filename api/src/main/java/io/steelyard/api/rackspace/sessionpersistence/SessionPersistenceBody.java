package io.steelyard.api.rackspace.sessionpersistence;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.refusal.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Session persistence as requests give it and answers show it (2010 specification, section 4.11). */
public final class SessionPersistenceBody {
    /** What it is called within a balancer. */
    public static final String NAME = "sessionPersistence";

    private static final String TYPE = "persistenceType";

    private SessionPersistenceBody() {}

    static Optional<SessionPersistence> read(@Nullable JsonNode body, List<Violation> violations) {
        return read(Attributes.unwrapped(body, NAME, violations));
    }

    /** That of a balancer to be made. */
    public static Optional<SessionPersistence> of(Attributes loadBalancer) {
        return loadBalancer.object(NAME).flatMap(SessionPersistenceBody::read);
    }

    private static Optional<SessionPersistence> read(Attributes in) {
        in.require(TYPE);
        Optional<SessionPersistence> type = in.choice(TYPE, SessionPersistence.class);
        in.refuseOthers();
        return type;
    }

    static Representation one(Optional<SessionPersistence> persistence) {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        return Representation.of(
                NAME, persistence.map(SessionPersistenceBody::write).orElse(none));
    }

    public static ObjectNode write(SessionPersistence persistence) {
        return JsonNodeFactory.instance.objectNode().put(TYPE, persistence.name());
    }
}
