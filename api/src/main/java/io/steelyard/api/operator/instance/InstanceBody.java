package io.steelyard.api.operator.instance;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.api.operator.Zones;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.instance.Origin;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A server as it is written. */
final class InstanceBody {
    private static final String ROOT = "instance";
    private static final int LONGEST_GROUP = 128;

    private InstanceBody() {}

    /** @throws RefusedException with every rule that is broken */
    static Instance read(InstanceId id, @Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.unwrapped(body, ROOT, violations);
        in.require("address", "zone");
        Optional<IpAddress> address = in.text(
                        "address", text -> IpAddress.parse(text).isPresent(), "an IPv4 or IPv6 address")
                .map(IpAddress::require);
        Optional<Zone> zone = Zones.read(in);
        Optional<Instance.State> state = in.choice("state", Instance.State.class);
        Optional<String> group = in.text(
                "group",
                text -> !text.isBlank() && text.length() <= LONGEST_GROUP,
                "1 to " + LONGEST_GROUP + " characters");
        in.refuseOthers();
        RefusedException.ifAny(violations);
        return new Instance(
                id, address.orElseThrow(), zone.orElseThrow(), state.orElse(Instance.State.RUNNING), group, Map.of());
    }

    static Representation one(Instance instance) {
        return Representation.of(ROOT, content(instance));
    }

    static Representation list(List<Instance> instances) {
        return Representation.list("instances", instances, InstanceBody::content);
    }

    private static ObjectNode content(Instance instance) {
        ObjectNode content = JsonNodeFactory.instance
                .objectNode()
                .put("id", instance.id().value())
                .put("address", instance.address().toString())
                .put("zone", instance.zone().value())
                .put("state", instance.state().name());
        instance.group().ifPresent(group -> content.put("group", group));
        if (!instance.tags().isEmpty()) {
            ObjectNode tags = content.putObject("tags");
            instance.tags().forEach(tags::put);
        }
        instance.origin().ifPresent(origin -> write(content.putObject("origin"), origin));
        return content;
    }

    private static void write(ObjectNode content, Origin origin) {
        switch (origin) {
            case Origin.Announced announced ->
                content.put("kind", "ANNOUNCED")
                        .put("until", announced.until().toString())
                        .put("lifeSeconds", announced.life().toSeconds());
            case Origin.Discovered discovered -> {
                content.put("kind", "DISCOVERED").put("source", discovered.source());
                discovered.gone().ifPresent(gone -> content.put("gone", gone.toString()));
            }
        }
    }
}
