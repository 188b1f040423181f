package io.steelyard.api.rackspace.virtualip;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.control.virtualip.NewVirtualIp;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.refusal.Violation.Rule;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Virtual IPs on the wire (2010 specification, section 4.7). */
public final class VirtualIpBody {
    private static final String ITEM = "virtualIp";

    private VirtualIpBody() {}

    /** The readable ones of a list. */
    public static List<NewVirtualIp> read(List<Attributes> items) {
        return items.stream().flatMap(item -> read(item).stream()).toList();
    }

    /** The one that a body is or wraps; empty when it cannot be read. */
    static Optional<NewVirtualIp> read(@Nullable JsonNode body, List<Violation> violations) {
        return read(Attributes.unwrapped(body, ITEM, violations));
    }

    private static Optional<NewVirtualIp> read(Attributes in) {
        Optional<NewVirtualIp> read = in.has("id") ? shared(in) : fromPool(in);
        in.refuse(Rule.IMMUTABLE, "left out: the service chooses it", "address");
        in.refuseOthers();
        return read;
    }

    private static Optional<NewVirtualIp> shared(Attributes in) {
        Optional<Integer> id = in.number(
                "id", number -> number >= 1 && number <= Integer.MAX_VALUE, "the id of a virtual IP of this account");
        in.refuse(Rule.NOT_ALLOWED, "left out: the virtual IP that id names has one already", "type", "ipVersion");
        return id.map(given -> new NewVirtualIp.Shared(in.path(), new VirtualIpId(given)));
    }

    private static Optional<NewVirtualIp> fromPool(Attributes in) {
        in.require("type");
        Optional<VipType> type = in.choice("type", VipType.class);
        Optional<IpVersion> version = in.choice("ipVersion", IpVersion.class);
        return type.map(given -> new NewVirtualIp.FromPool(in.path(), given, version));
    }

    static Representation one(VirtualIp vip) {
        return Representation.of(ITEM, write(vip));
    }

    static Representation list(List<VirtualIp> vips) {
        return Representation.of("virtualIps", write(vips));
    }

    public static ArrayNode write(List<VirtualIp> vips) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        vips.forEach(vip -> list.add(write(vip)));
        return list;
    }

    private static ObjectNode write(VirtualIp vip) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", vip.id().value())
                .put("address", vip.address().toString())
                .put("type", vip.type().name())
                .put("ipVersion", vip.address().version().name());
    }
}
