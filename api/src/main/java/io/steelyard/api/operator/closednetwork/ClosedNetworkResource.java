package io.steelyard.api.operator.closednetwork;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.api.operator.Networks;
import io.steelyard.control.node.ClosedNetwork;
import io.steelyard.control.node.ClosedNetworkService;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.Cidr;
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

/** {@code /operator/v1/closed-networks}: where nodes may not be, each named by its address and length. */
@Path("/operator/v1/closed-networks")
@Produces(MediaType.APPLICATION_JSON)
public final class ClosedNetworkResource {
    private static final String ROOT = "closedNetwork";
    private final ClosedNetworkService networks;

    public ClosedNetworkResource(ClosedNetworkService networks) {
        this.networks = networks;
    }

    @GET
    public Representation list() {
        return Representation.list("closedNetworks", networks.list(), ClosedNetworkResource::content);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response close(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.unwrapped(body, ROOT, violations);
        in.require("network");
        Optional<Cidr> network = Networks.read(in);
        Optional<String> reason = in.text(
                "reason",
                text -> text.length() <= ClosedNetwork.LONGEST_REASON,
                "a text of at most " + ClosedNetwork.LONGEST_REASON + " characters");
        in.refuseOthers();
        RefusedException.ifAny(violations);
        return Response.status(Response.Status.CREATED)
                .entity(Representation.of(ROOT, content(networks.close(network.orElseThrow(), reason.orElse("")))))
                .build();
    }

    @DELETE
    @Path("{address}/{bits}")
    public Response open(@PathParam("address") String address, @PathParam("bits") String bits) {
        networks.open(Networks.of(address, bits, Refusal.Noun.CLOSED_NETWORK));
        return Response.noContent().build();
    }

    private static ObjectNode content(ClosedNetwork closed) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("network", closed.network().toString())
                .put("reason", closed.reason())
                .put("since", closed.since().toString());
    }
}
