package io.steelyard.api.rackspace.virtualip;

import io.steelyard.api.body.Attributes;
import io.steelyard.control.virtualip.NewVirtualIp;
import io.steelyard.domain.refusal.Violation.Rule;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIp;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Virtual IPs on the wire (2010 specification, section 4.7). */
public final class VirtualIpBody {
    private VirtualIpBody() {}

    /** The readable ones of a list. */
    public static List<NewVirtualIp> read(List<Attributes> items) {
        return items.stream().flatMap(item -> read(item).stream()).toList();
    }

    private static Optional<NewVirtualIp> read(Attributes in) {
        in.require("type");
        Optional<VipType> type = in.choice("type", VipType.class);
        Optional<IpVersion> version = in.choice("ipVersion", IpVersion.class);
        in.refuse(Rule.NOT_ALLOWED, "left out: sharing a virtual IP is not supported yet", "id");
        in.refuse(Rule.IMMUTABLE, "left out: the service chooses it", "address");
        in.refuseOthers();
        return type.map(given -> new NewVirtualIp(given, version));
    }

    public static ArrayNode write(List<VirtualIp> vips) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (VirtualIp vip : vips) {
            list.addObject()
                    .put("id", vip.id().value())
                    .put("address", vip.address().toString())
                    .put("type", vip.type().name())
                    .put("ipVersion", vip.address().version().name());
        }
        return list;
    }
}
