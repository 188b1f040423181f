package io.steelyard.api.operator.traffic;

import io.steelyard.api.body.Attributes;
import io.steelyard.domain.traffic.StrictRequests;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code {}}: there is nothing to say of it. */
final class StrictRequestsBody {
    private StrictRequestsBody() {}

    static ObjectNode write() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Optional<StrictRequests> read(@SuppressWarnings("unused") Attributes in) {
        return Optional.of(new StrictRequests());
    }
}
