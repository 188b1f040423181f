package io.steelyard.api.operator.vipblock;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.api.operator.Networks;
import io.steelyard.api.operator.Zones;
import io.steelyard.control.virtualip.VipBlockService;
import io.steelyard.control.virtualip.VipBlockService.Usage;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.VipType;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /operator/v1/vip-blocks}: the networks that virtual IPs are taken from, each named by its address and length. */
@Path("/operator/v1/vip-blocks")
@Produces(MediaType.APPLICATION_JSON)
public final class VipBlockResource {
    private static final String ROOT = "vipBlock";
    private final VipBlockService blocks;

    public VipBlockResource(VipBlockService blocks) {
        this.blocks = blocks;
    }

    @GET
    public Representation list() {
        return Representation.list("vipBlocks", blocks.list(), VipBlockResource::content);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response add(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.unwrapped(body, ROOT, violations);
        in.require("network", "type");
        Optional<Cidr> network = Networks.read(in);
        Optional<VipType> type = in.choice("type", VipType.class);
        Optional<Zone> zone = Zones.read(in);
        in.refuseOthers();
        RefusedException.ifAny(violations);
        return Response.status(Response.Status.CREATED)
                .entity(Representation.of(ROOT, content(blocks.add(network.orElseThrow(), type.orElseThrow(), zone))))
                .build();
    }

    @POST
    @Path("{address}/{bits}/drain")
    public Representation drain(@PathParam("address") String address, @PathParam("bits") String bits) {
        return Representation.of(ROOT, content(blocks.drain(network(address, bits), true)));
    }

    @POST
    @Path("{address}/{bits}/resume")
    public Representation resume(@PathParam("address") String address, @PathParam("bits") String bits) {
        return Representation.of(ROOT, content(blocks.drain(network(address, bits), false)));
    }

    @DELETE
    @Path("{address}/{bits}")
    public Response remove(@PathParam("address") String address, @PathParam("bits") String bits) {
        blocks.remove(network(address, bits));
        return Response.noContent().build();
    }

    private static Cidr network(String address, String bits) {
        return Networks.of(address, bits, Refusal.Noun.VIP_BLOCK);
    }

    private static ObjectNode content(Usage usage) {
        ObjectNode content = JsonNodeFactory.instance
                .objectNode()
                .put("network", usage.block().network().toString())
                .put("type", usage.block().type().name());
        usage.block().zone().ifPresent(zone -> content.put("zone", zone.value()));
        return content.put("draining", usage.block().draining())
                .put("fromSettings", usage.fromSettings())
                .put("inUse", usage.inUse())
                .put("quarantined", usage.quarantined());
    }
}
