package io.steelyard.api.operator.traffic;

import io.steelyard.api.body.Attributes;
import io.steelyard.domain.traffic.RequestId;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code {"fromClient":true}}. */
final class RequestIdBody {
    private static final String FROM_CLIENT = "fromClient";

    private RequestIdBody() {}

    static ObjectNode write(RequestId option) {
        return JsonNodeFactory.instance.objectNode().put(FROM_CLIENT, option.fromClient());
    }

    static Optional<RequestId> read(Attributes in) {
        in.require(FROM_CLIENT);
        return in.truth(FROM_CLIENT).map(RequestId::new);
    }
}
