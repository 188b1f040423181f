package io.steelyard.api.rackspace.accesslist;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.control.access.NewAccessRule;
import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.access.AccessType;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.Cidr;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Access lists on the wire (2010 specification, section 4.9). */
public final class AccessListBody {
    private static final String LIST = "accessList";
    private static final String OTHER_LIST = "networkItems";
    private static final String ITEM = "networkItem";

    private AccessListBody() {}

    /** The readable rules of a body that is a list of them under either of its names, or a single one. */
    static List<NewAccessRule> read(@Nullable JsonNode body, List<Violation> violations) {
        Attributes in = Attributes.of(body == null || body.has(LIST) ? body : wrapped(body), violations);
        List<NewAccessRule> rules = of(in);
        in.refuseOthers();
        return rules;
    }

    private static JsonNode wrapped(JsonNode body) {
        JsonNode list = body.has(OTHER_LIST) && body.size() == 1 ? body.path(OTHER_LIST) : body;
        boolean bareItem = list.isObject() && !list.has(ITEM);
        return JsonNodeFactory.instance
                .objectNode()
                .set(LIST, bareItem ? JsonNodeFactory.instance.arrayNode().add(list) : list);
    }

    /** The readable rules of a balancer to be made. */
    public static List<NewAccessRule> of(Attributes loadBalancer) {
        return loadBalancer.list(LIST, ITEM).stream()
                .flatMap(item -> read(item).stream())
                .toList();
    }

    private static Optional<NewAccessRule> read(Attributes in) {
        in.require("address", "type");
        Optional<String> address = in.text(
                "address",
                text -> Cidr.parse(text).isPresent(),
                "an IPv4 or IPv6 address or network, such as 10.1.1.1, 10.0.0.0/8 or 2001:db8::/32");
        Optional<AccessType> type = in.choice("type", AccessType.class);
        // The sample of section 4.9.6 sends one, which says nothing: the service gives ids.
        in.ignore("id");
        in.refuseOthers();
        return address.flatMap(given -> type.map(known -> new NewAccessRule(in.path(), known, given)));
    }

    static Representation list(List<AccessRule> rules) {
        return Representation.of(LIST, write(rules));
    }

    public static ArrayNode write(List<AccessRule> rules) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        rules.forEach(rule -> list.add(write(rule)));
        return list;
    }

    private static ObjectNode write(AccessRule rule) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", rule.id())
                .put("address", rule.address())
                .put("type", rule.type().name());
    }
}
