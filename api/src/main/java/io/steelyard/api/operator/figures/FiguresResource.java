package io.steelyard.api.operator.figures;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.RequestException;
import io.steelyard.control.fleet.HostFigures;
import io.steelyard.control.fleet.Lookout;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /operator/v1/figures}: what the hosts see of the work of balancers, and of the busiest nodes, at this moment. */
@Path("/operator/v1/figures")
@Produces(MediaType.APPLICATION_JSON)
public final class FiguresResource {
    private static final int MOST_NODES = 1_000;

    private final Lookout hosts;

    public FiguresResource(Lookout hosts) {
        this.hosts = hosts;
    }

    @GET
    public Representation look(@Context UriInfo uri) {
        List<HostFigures> seen = hosts.look(nodes(uri.getQueryParameters().getFirst("nodes")));
        return FiguresBody.of(seen);
    }

    private static int nodes(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > MOST_NODES) {
            throw new RequestException(
                    400, "The query parameter nodes must be a whole number of 0 to " + MOST_NODES + ".");
        }
        return Integer.parseInt(text);
    }
}
