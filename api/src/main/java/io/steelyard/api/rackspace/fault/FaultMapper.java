package io.steelyard.api.rackspace.fault;

import io.steelyard.api.http.Format;
import io.steelyard.api.http.RequestException;
import io.steelyard.api.rackspace.history.HistoryBody;
import io.steelyard.control.change.DryRunException;
import io.steelyard.control.store.StoreUnavailableException;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The edge where everything thrown becomes an answer. Errors of our own carry an id that the log has too. */
public final class FaultMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(FaultMapper.class);
    private static final Duration STORE_RETRY = Duration.ofSeconds(5);

    @Context
    private @Nullable Request request;

    @Context
    private @Nullable UriInfo uri;

    @Context
    private @Nullable HttpHeaders headers;

    @Override
    public Response toResponse(Throwable thrown) {
        return switch (thrown) {
            case RefusedException refused -> Faults.of(refused.refusal()).response(format());
            case RequestException wrong ->
                HttpFaults.of(wrong.status(), wrong.sentence()).response(format());
            case WebApplicationException http -> answered(http.getResponse());
            case StoreUnavailableException away -> away(away);
            case DryRunException tried ->
                Response.ok(HistoryBody.dryRun(tried.outcomes()), format().mediaType())
                        .build();
            default -> broken(thrown);
        };
    }

    /** The one that the caller wants, as far as we speak it. */
    private Format format() {
        return headers == null ? Format.JSON : Format.preferred(headers.getAcceptableMediaTypes());
    }

    /** What the resource framework refused: an unknown path, a wrong verb, a format that is not spoken. */
    private Response answered(Response refused) {
        Response fault = HttpFaults.of(refused.getStatus()).response(format());
        @Nullable String allow = refused.getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? fault
                : Response.fromResponse(fault).header(HttpHeaders.ALLOW, allow).build();
    }

    private Response away(StoreUnavailableException away) {
        LOG.warn("A request was refused because the store is away: {}", away.getMessage());
        return Faults.of(new Refusal.Unavailable(STORE_RETRY)).response(format());
    }

    private Response broken(Throwable error) {
        String id = UUID.randomUUID().toString();
        LOG.error("Error {} while answering {}", id, what(), error);
        return new Fault(
                        "loadBalancerFault",
                        500,
                        "An error occurred that is not your fault.",
                        "If you report it, name the error id " + id + ".")
                .response(format());
    }

    private String what() {
        return request == null || uri == null ? "a request" : request.getMethod() + " " + uri.getPath();
    }
}
