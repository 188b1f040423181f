package io.steelyard.api.rackspace.node;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.rackspace.metadata.NewMetadataBody;
import io.steelyard.control.node.NewNode;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.refusal.Violation.Rule;
import io.steelyard.domain.virtualip.NodeAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Nodes as requests ask for them (2010 specification, section 4.5). */
public final class NewNodeBody {
    private static final String LIST = "nodes";
    private static final String ITEM = "node";

    private NewNodeBody() {}

    /** The readable nodes of a body that is a list of them, in any of its forms, or a single one. */
    static List<NewNode> read(@Nullable JsonNode body, List<Violation> violations) {
        Attributes in = list(body, violations);
        List<NewNode> nodes = readAll(in.list(LIST, ITEM));
        in.refuseOthers();
        return nodes;
    }

    /** The object whose list a body is, in any of its forms. */
    static Attributes list(@Nullable JsonNode body, List<Violation> violations) {
        return Attributes.of(body == null || body.has(LIST) ? body : wrapped(body), violations);
    }

    private static JsonNode wrapped(JsonNode body) {
        boolean bareNode = body.isObject() && !body.has(ITEM);
        return JsonNodeFactory.instance
                .objectNode()
                .set(LIST, bareNode ? JsonNodeFactory.instance.arrayNode().add(body) : body);
    }

    /** The readable nodes of a balancer to be made. */
    public static List<NewNode> of(Attributes loadBalancer) {
        return readAll(loadBalancer.list(LIST, ITEM));
    }

    private static List<NewNode> readAll(List<Attributes> items) {
        return items.stream().flatMap(item -> read(item).stream()).toList();
    }

    private static Optional<NewNode> read(Attributes in) {
        in.require("address", "port", "condition");
        Optional<NodeAddress> address = in.text(
                        "address",
                        text -> NodeAddress.parse(text).isPresent(),
                        "an IPv4 or IPv6 address, or a fully qualified domain name")
                .map(NodeAddress::require);
        Optional<Port> port = in.number("port", Port::isValid, "a whole number from 1 to 65535")
                .map(Port::new);
        Optional<Condition> condition = in.choice("condition", Condition.class);
        Optional<Weight> weight = in.number("weight", Weight::isValid, "a whole number from 1 to 100")
                .map(Weight::new);
        Optional<NodeType> type = in.choice("type", NodeType.class);
        in.refuse(Rule.IMMUTABLE, "left out: the service sets it", "id", "status");
        Metadata metadata = NewMetadataBody.of(in);
        in.refuseOthers();
        if (address.isEmpty() || port.isEmpty() || condition.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NewNode(
                in.path(),
                address.get(),
                port.get(),
                condition.get(),
                weight.orElse(Weight.ONE),
                type.orElse(NodeType.PRIMARY),
                metadata));
    }
}
