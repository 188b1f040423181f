package io.steelyard.api.operator.metrics;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/** {@code /metrics} in the text format of Prometheus, version 0.0.4. */
@Path("/metrics")
public final class MetricsResource {
    private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";
    private final Supplier<String> metrics;

    public MetricsResource(Supplier<String> metrics) {
        this.metrics = metrics;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public Response scrape() {
        return Response.ok(metrics.get(), FORMAT).build();
    }
}
