package io.steelyard.api.rackspace.fault;

import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Which fault each refusal is, the only place that says so. */
final class Faults {
    /** A body can break thousands of rules; the first ones are enough to act on. */
    private static final int SHOWN_VIOLATIONS = 50;

    private Faults() {}

    private static String absent(Refusal.Noun noun) {
        // There is one at most, so it has no id.
        return noun == Refusal.Noun.SSL_TERMINATION
                ? "The load balancer has no SSL termination."
                : "No " + words(noun) + " of this account has that id.";
    }

    static Fault of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound(Refusal.Noun noun) -> notFound(absent(noun));
            case Refusal.Invalid(List<Violation> violations) ->
                badRequest(400, "Validation fault", "The object is not valid")
                        .withValidationErrors(sentences(violations));
            case Refusal.Immutable immutable ->
                new Fault(
                        "immutableEntity",
                        422,
                        "Load Balancer '%s' has a status of '%s' and is considered immutable."
                                .formatted(immutable.id(), immutable.status()),
                        "The object at the specified URI is immutable and can not be overwritten.");
            case Refusal.Changed _ ->
                badRequest(
                        412,
                        "Precondition failed",
                        "The load balancer is not as If-Match or If-None-Match require; its ETag says how it is now.");
            case Refusal.Conflict(Refusal.Noun noun, String detail) ->
                unprocessable("The load balancer has the " + words(noun) + " " + detail + " already.");
            case Refusal.Missing(Refusal.Noun noun) -> unprocessable("The load balancer has no " + words(noun) + ".");
            case Refusal.NotServed(String reason) -> unprocessable(reason);
            case Refusal.InUse(Refusal.Noun noun, String detail) ->
                unprocessable("The " + words(noun) + " " + detail + ".");
            case Refusal.OverLimit(Refusal.Limit limit, int allowed) ->
                new Fault(
                        "overLimit",
                        413,
                        "Your account is currently over the limit so your request could not be processed.",
                        words(limit, allowed));
            case Refusal.RateExceeded(Duration retryAfter) ->
                new Fault(
                                "overLimit",
                                413,
                                "Your account is currently over the limit so your request could not be processed.",
                                "The account sent too many requests of this kind; /limits says how many it may send.")
                        .withRetryAfter(retryAfter);
            case Refusal.OutOfVirtualIps() ->
                new Fault(
                        "outOfVirtualIps",
                        500,
                        "Out of virtual IPs. Please contact support so they can allocate more virtual IPs.",
                        "No address of the wanted type and version is free.");
            case Refusal.Unauthorized() ->
                new Fault(
                        "unauthorized",
                        401,
                        "You are not authorized to execute this operation.",
                        "The user name, key or token is missing, wrong or expired, or belongs to another account.");
            case Refusal.Forbidden() ->
                new Fault(
                        "unauthorized",
                        403,
                        "You are not authorized to execute this operation.",
                        "Your role in this account does not allow it.");
            case Refusal.Gone _ -> new Fault("gone", 410, "The load balancer was deleted.", "It cannot come back.");
            case Refusal.Unavailable unavailable ->
                new Fault(
                                "serviceUnavailable",
                                503,
                                "The Load balancing service is currently not available",
                                "Load balancers go on to carry traffic. Try again later.")
                        .withRetryAfter(unavailable.retryAfter());
        };
    }

    static Fault notFound(String details) {
        return new Fault("itemNotFound", 404, "Object not Found", details);
    }

    static Fault unprocessable(String details) {
        return new Fault("unprocessableEntity", 422, "The Object at the specified URI is unprocessable.", details);
    }

    static Fault badRequest(int code, String message, String details) {
        return new Fault("badRequest", code, message, details);
    }

    private static List<String> sentences(List<Violation> violations) {
        List<String> sentences = new ArrayList<>(violations.stream()
                .limit(SHOWN_VIOLATIONS)
                .map(violation -> violation.attribute() + " must be " + violation.detail() + ".")
                .toList());
        if (violations.size() > SHOWN_VIOLATIONS) {
            sentences.add((violations.size() - SHOWN_VIOLATIONS) + " more rules are broken.");
        }
        return sentences;
    }

    private static String words(Refusal.Noun noun) {
        return switch (noun) {
            case ACCOUNT -> "account";
            case LOAD_BALANCER -> "load balancer";
            case NODE -> "node";
            case VIRTUAL_IP -> "virtual IP";
            case SESSION_PERSISTENCE -> "session persistence";
            case ACCESS_RULE -> "network item";
            case CONNECTION_THROTTLE -> "connection throttle";
            case ERROR_PAGE -> "error page";
            case METADATA_ITEM -> "metadata item";
            case REVISION -> "revision";
            case SUBSCRIPTION -> "subscription";
            case HEALTH_MONITOR -> "health monitor";
            case SSL_TERMINATION -> "SSL termination";
            case CERTIFICATE_MAPPING -> "certificate mapping";
            case USER -> "user";
            case VIP_BLOCK -> "block";
            case CLOSED_NETWORK -> "closed network";
            case JOB -> "job";
            case ACCESS_KEY -> "access key";
            case INSTANCE -> "instance";
            case LISTENER -> "listener";
            case POLICY -> "policy";
            case POLICY_TYPE -> "policy type";
            case SERVER_CERTIFICATE, LISTENER_CERTIFICATE -> "certificate";
            case SCALING_GROUP -> "scaling group";
            case LAUNCH_CONFIGURATION -> "launch configuration";
        };
    }

    private static String words(Refusal.Limit limit, int allowed) {
        return switch (limit) {
            case LOAD_BALANCERS -> "An account may have " + allowed + " load balancers.";
            case NODES_PER_LOAD_BALANCER -> "A load balancer may have " + allowed + " nodes.";
            case ACCESS_LIST_ITEMS_PER_LOAD_BALANCER ->
                "A load balancer may have " + allowed + " items in its access list.";
            case IPV6_VIRTUAL_IPS -> "A load balancer may have " + allowed + " IPv6 virtual IPs.";
            case IDS_PER_BATCH -> "A request may name " + allowed + " things.";
            case METADATA_ITEMS -> "There may be " + allowed + " items of metadata.";
            case CERTIFICATE_MAPPINGS_PER_LOAD_BALANCER ->
                "A load balancer may have " + allowed + " certificate mappings.";
            case SERVER_CERTIFICATES -> "An account may have " + allowed + " certificates of its own.";
            case INSTANCES -> "An account may have " + allowed + " instances.";
        };
    }
}
