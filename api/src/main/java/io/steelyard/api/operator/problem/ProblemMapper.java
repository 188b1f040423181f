package io.steelyard.api.operator.problem;

import io.steelyard.api.http.RequestException;
import io.steelyard.control.store.StoreUnavailableException;
import io.steelyard.domain.refusal.RefusedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The edge where everything thrown becomes a problem. Errors of our own carry an id that the log has too. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    @Override
    public Response toResponse(Throwable thrown) {
        return switch (thrown) {
            case RefusedException refused -> Problems.of(refused.refusal()).response();
            case RequestException wrong -> new Problem(wrong.status(), wrong.sentence()).response();
            case WebApplicationException http -> answered(http.getResponse());
            case StoreUnavailableException away ->
                new Problem(503, "The store cannot be reached now. Traffic goes on.").response();
            default -> broken(thrown);
        };
    }

    /** What the resource framework refused. */
    private static Response answered(Response refused) {
        Response problem = new Problem(refused.getStatus(), sentence(refused.getStatus())).response();
        @Nullable String allow = refused.getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? problem
                : Response.fromResponse(problem)
                        .header(HttpHeaders.ALLOW, allow)
                        .build();
    }

    private static String sentence(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this path.";
            case 405 -> "The Allow header of this answer names the methods that this path has.";
            case 406 -> "Answers are available as application/json.";
            case 415 -> "A request with a body needs Content-Type: application/json.";
            default -> "The request is not valid.";
        };
    }

    private static Response broken(Throwable error) {
        String id = UUID.randomUUID().toString();
        LOG.error("Error {} while answering the operator", id, error);
        Problem problem = new Problem(500, "An error occurred that is not your fault; the log has more under its id.");
        problem.content().put("errorId", id);
        return problem.response();
    }
}
