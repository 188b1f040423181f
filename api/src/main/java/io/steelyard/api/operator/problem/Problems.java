package io.steelyard.api.operator.problem;

import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Violation;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** Which problem each refusal is, the only place that says so. */
final class Problems {
    private Problems() {}

    static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound(Refusal.Noun noun) -> new Problem(404, "There is no such " + words(noun) + ".");
            case Refusal.Invalid(List<Violation> violations) -> invalid(violations);
            case Refusal.Immutable immutable ->
                new Problem(409, "Load balancer " + immutable.id() + " is " + immutable.status() + ".");
            case Refusal.Conflict(Refusal.Noun noun, String detail) ->
                new Problem(409, "There is already one: the " + words(noun) + " " + detail + ".");
            case Refusal.Missing(Refusal.Noun noun) ->
                new Problem(409, "There is no " + words(noun) + " to be removed.");
            case Refusal.InUse(Refusal.Noun noun, String detail) ->
                new Problem(409, "The " + words(noun) + " " + detail + ".");
            case Refusal.OverLimit(Refusal.Limit limit, int allowed) ->
                new Problem(409, "The limit " + limit.key() + " is " + allowed + ".");
            case Refusal.RateExceeded _ -> new Problem(429, "Too many requests.");
            case Refusal.OutOfVirtualIps() -> new Problem(503, "No address of the wanted type and version is free.");
            case Refusal.Unauthorized() ->
                new Problem(
                        401, "Every request carries Authorization: Bearer and the token in the file operator-token.");
            case Refusal.Forbidden() -> new Problem(403, "This is not allowed.");
            case Refusal.Changed changed ->
                new Problem(412, "Load balancer " + changed.id() + " is not as it was required to be.");
            case Refusal.Gone gone -> new Problem(410, "Load balancer " + gone.id() + " was deleted.");
            case Refusal.NotServed(String reason) -> new Problem(409, reason);
            case Refusal.Unavailable _ -> new Problem(503, "The store cannot be reached now. Traffic goes on.");
        };
    }

    private static Problem invalid(List<Violation> violations) {
        Problem problem = new Problem(400, "The request breaks rules, each named below.");
        ArrayNode listed = problem.content().putArray("violations");
        violations.forEach(violation ->
                listed.addObject().put("attribute", violation.attribute()).put("mustBe", violation.detail()));
        return problem;
    }

    private static String words(Refusal.Noun noun) {
        return switch (noun) {
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
            case ACCOUNT -> "account";
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
}
