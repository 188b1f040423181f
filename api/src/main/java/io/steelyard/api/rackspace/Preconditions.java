package io.steelyard.api.rackspace;

import io.steelyard.api.body.GzipFilter;
import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * {@code ETag}, {@code If-Match} and {@code If-None-Match} (RFC 9110, section 13). A balancer has one state, its own and that
 * of all below it, which changes with every edit and with everything that is observed. Its tags name that state, one for
 * each format and coding in which the state is sent; a write may require any of them.
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

    /**
     * A read's answer with its tag, or 304 when the caller has it already.
     *
     * @throws RefusedException with Changed when it requires another one
     */
    public static Response answer(ContainerRequestContext request, LoadBalancerRow row, Representation representation) {
        return answer(request, row.id(), tag(row, variant(request)), representation);
    }

    /**
     * The same for what has a tag of its own.
     *
     * @param of the balancer that it is about
     * @throws RefusedException with Changed when the caller requires another one
     */
    public static Response answer(ContainerRequestContext request, LoadBalancerId of, EntityTag tag, Object body) {
        Optional<Response> failed = failed(request, tag);
        if (failed.filter(Preconditions::isRefusal).isPresent()) {
            throw new RefusedException(new Refusal.Changed(of));
        }
        return failed.orElseGet(() -> Response.ok(body).tag(tag).build());
    }

    /**
     * How a write of a balancer, or of something below it, is admitted.
     *
     * @throws RefusedException with Changed when preconditions do not hold; when that shows only later, the edit throws
     *     it. With NotFound when they are about a balancer that is not there
     */
    public Admission admission(ContainerRequestContext request, LoadBalancerId id) {
        return DryRuns.admission(request, hasAny(request) ? unchanged(request, id) : usual);
    }

    private Admission unchanged(ContainerRequestContext request, LoadBalancerId id) {
        LoadBalancerRow row = loadBalancers.get(CallerOf.request(request), id).row();
        if (NEVER_WRITTEN.contains(row.status())) {
            return usual;
        }
        if (!holds(request, row)) {
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
        return DryRuns.admission(request, usual);
    }

    private static boolean hasAny(ContainerRequestContext request) {
        return request.getHeaders().containsKey(HttpHeaders.IF_MATCH)
                || request.getHeaders().containsKey(HttpHeaders.IF_NONE_MATCH);
    }

    /** Whether one of the tags that the state has is required, or none of them forbidden. */
    private static boolean holds(ContainerRequestContext request, LoadBalancerRow row) {
        Predicate<String> holds = variant -> failed(request, tag(row, variant)).isEmpty();
        return request.getHeaders().containsKey(HttpHeaders.IF_MATCH)
                ? variants().anyMatch(holds)
                : variants().allMatch(holds);
    }

    private static Optional<Response> failed(ContainerRequestContext request, EntityTag tag) {
        try {
            return Optional.ofNullable(request.getRequest().evaluatePreconditions(tag))
                    .map(failure -> failure.tag(tag).build());
        } catch (ProcessingException malformed) {
            throw new RequestException(400, "If-Match and If-None-Match hold entity tags in quotes, or *.");
        }
    }

    private static boolean isRefusal(Response failed) {
        return failed.getStatus() == Response.Status.PRECONDITION_FAILED.getStatusCode();
    }

    private static EntityTag tag(LoadBalancerRow row, String variant) {
        Change change = row.change();
        return new EntityTag(change.generation() + "-" + change.appliedGeneration() + "-"
                + Long.toHexString(change.updated().toEpochMilli()) + variant);
    }

    private static Stream<String> variants() {
        return Arrays.stream(Format.values())
                .flatMap(format -> Stream.of(variant(format, false), variant(format, true)));
    }

    /** How the answer to a request will be sent. */
    private static String variant(ContainerRequestContext request) {
        return variant(Format.preferred(request.getAcceptableMediaTypes()), GzipFilter.isWanted(request));
    }

    private static String variant(Format format, boolean gzip) {
        return "-" + format.name().toLowerCase(Locale.ROOT) + (gzip ? "-gzip" : "");
    }
}
