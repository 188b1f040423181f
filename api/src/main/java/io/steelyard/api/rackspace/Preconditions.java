package io.steelyard.api.rackspace;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.RequestException;
import io.steelyard.control.change.Admission;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code ETag}, {@code If-Match} and {@code If-None-Match} (RFC 9110, section 13). A balancer has one tag, for itself and
 * all below it. It changes with every edit and with everything that is observed.
 */
public final class Preconditions {
    private Preconditions() {}

    /** A read's answer with its tag, or 304 when the caller has it already. */
    public static Response answer(ContainerRequestContext request, LoadBalancerRow row, Representation representation) {
        EntityTag tag = tag(row);
        return failed(request, tag)
                .orElseGet(() -> Response.ok(representation).tag(tag).build());
    }

    /**
     * How a write of a balancer, or of something below it, is admitted.
     *
     * @param usual without preconditions
     * @param current the balancer as it is; asked only when there are preconditions
     * @throws RefusedException with Changed when they do not hold; when that shows only later, the edit throws it
     */
    public static Admission admission(
            ContainerRequestContext request, Admission usual, Supplier<LoadBalancerRow> current) {
        if (!hasAny(request)) {
            return usual;
        }
        LoadBalancerRow row = current.get();
        if (failed(request, tag(row)).isPresent()) {
            throw new RefusedException(new Refusal.Changed(row.id()));
        }
        return new Admission.Unchanged(row.change().generation(), usual);
    }

    /** @throws RequestException 412 when a write has preconditions although it is about several things */
    public static void refuse(ContainerRequestContext request) {
        if (hasAny(request)) {
            throw new RequestException(
                    412, "Several things have no common ETag; name one, or leave the conditions out.");
        }
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
