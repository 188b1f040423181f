package io.steelyard.api.operator.traffic;

import io.steelyard.api.body.Attributes;
import io.steelyard.domain.traffic.NodeHttp2;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code {"streams":100}}, which may be left out. */
final class NodeHttp2Body {
    private static final String STREAMS = "streams";
    private static final int USUAL_STREAMS = 100;

    private NodeHttp2Body() {}

    static ObjectNode write(NodeHttp2 option) {
        return JsonNodeFactory.instance.objectNode().put(STREAMS, option.streams());
    }

    static Optional<NodeHttp2> read(Attributes in) {
        return Optional.of(new NodeHttp2(
                WholeNumbers.read(in, STREAMS, 1, NodeHttp2.MAX_STREAMS).orElse(USUAL_STREAMS)));
    }
}
