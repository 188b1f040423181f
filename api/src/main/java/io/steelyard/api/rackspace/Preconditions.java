package io.steelyard.api.rackspace;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.RequestException;
import io.steelyard.control.change.Admission;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * {@code ETag}, {@code If-Match} and {@code If-None-Match} (RFC 9110, section 13). A balancer has one tag, for itself and
 * all below it. It changes with every edit and with everything that is observed.
 */
public final class Preconditions {
    /** A write in these is refused whatever its preconditions, and with a reason that says more. */
    private static final Set<Status> NEVER_WRITTEN =
            EnumSet.of(Status.SUSPENDED, Status.PENDING_DELETE, Status.DELETED);

    private final LoadBalancerService loadBalancers;
    private final Admission usual;

    /** @param usual how a write without preconditions is admitted */
    public Preconditions(LoadBalancerService loadBalancers, Admission usual) {
        this.loadBalancers = loadBalancers;
        this.usual = usual;
    }

    /** A read's answer with its tag, or 304 when the caller has it already. */
    public static Response answer(ContainerRequestContext request, LoadBalancerRow row, Representation representation) {
        EntityTag tag = tag(row);
        return failed(request, tag)
                .orElseGet(() -> Response.ok(representation).tag(tag).build());
    }

    /**
     * How a write of a balancer, or of something below it, is admitted.
     *
     * @throws RefusedException with Changed when preconditions do not hold; when that shows only later, the edit throws
     *     it. With NotFound when they are about a balancer that is not there
     */
    public Admission admission(ContainerRequestContext request, LoadBalancerId id) {
        return hasAny(request) ? unchanged(request, id) : usual;
    }

    private Admission unchanged(ContainerRequestContext request, LoadBalancerId id) {
        LoadBalancerRow row = loadBalancers.get(CallerOf.request(request), id).row();
        if (NEVER_WRITTEN.contains(row.status())) {
            return usual;
        }
        if (failed(request, tag(row)).isPresent()) {
            throw new RefusedException(new Refusal.Changed(id));
        }
        return new Admission.Unchanged(row.change().generation(), usual);
    }

    /**
     * How a write of several balancers is admitted.
     *
     * @throws RequestException 412 when it has preconditions
     */
    public Admission batch(ContainerRequestContext request) {
        if (hasAny(request)) {
            throw new RequestException(
                    412, "Several things have no common ETag; name one, or leave the conditions out.");
        }
        return usual;
    }

    private static boolean hasAny(ContainerRequestContext request) {
        return request.getHeaders().containsKey(HttpHeaders.IF_MATCH)
                || request.getHeaders().containsKey(HttpHeaders.IF_NONE_MATCH);
    }

    private static Optional<Response> failed(ContainerRequestContext request, EntityTag tag) {
        try {
            return Optional.ofNullable(request.getRequest().evaluatePreconditions(tag))
                    .map(failure -> failure.tag(tag).build());
        } catch (ProcessingException malformed) {
            throw new RequestException(400, "If-Match and If-None-Match hold entity tags in quotes, or *.");
        }
    }

    private static EntityTag tag(LoadBalancerRow row) {
        Change change = row.change();
        return new EntityTag(change.generation() + "-" + change.appliedGeneration() + "-"
                + Long.toHexString(change.updated().toEpochMilli()));
    }
}
