package io.steelyard.api.operator.traffic;

import io.steelyard.api.body.Attributes;
import io.steelyard.domain.traffic.ProxyProtocol;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code {"version":2}}. */
final class ProxyProtocolBody {
    private static final String VERSION = "version";

    private ProxyProtocolBody() {}

    static ObjectNode write(ProxyProtocol option) {
        return JsonNodeFactory.instance.objectNode().put(VERSION, option.version());
    }

    static Optional<ProxyProtocol> read(Attributes in) {
        in.require(VERSION);
        return in.number(VERSION, version -> version >= 1 && version <= ProxyProtocol.MAX_VERSION, "1 or 2")
                .map(ProxyProtocol::new);
    }
}
