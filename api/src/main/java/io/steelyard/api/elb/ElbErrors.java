package io.steelyard.api.elb;

import io.steelyard.api.elb.certificate.UploadServerCertificate;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.QueryException;
import io.steelyard.control.ssltermination.NewCertificate;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** The one place where refusals get the dialect's codes and sentences. */
final class ElbErrors {
    private ElbErrors() {}

    static QueryException of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound(Refusal.Noun noun) -> notFound(noun);
            case Refusal.Invalid(List<Violation> violations) ->
                invalid(violations).because(sentences(violations));
            case Refusal.Immutable immutable ->
                immutable.status() == Status.PENDING_DELETE
                        ? notFound(Refusal.Noun.LOAD_BALANCER)
                        : QueryError.OPERATION_NOT_PERMITTED.because(
                                "The load balancer is " + immutable.status() + ".");
            case Refusal.Changed _ -> QueryError.INVALID_CONFIGURATION.because("The load balancer was changed.");
            case Refusal.Conflict(Refusal.Noun noun, String detail) -> conflict(noun, detail);
            case Refusal.Missing(Refusal.Noun noun) -> notFound(noun);
            case Refusal.InUse(Refusal.Noun noun, String detail) -> inUse(noun, detail);
            case Refusal.OverLimit(Refusal.Limit limit, int allowed) -> overLimit(limit, allowed);
            case Refusal.RateExceeded _ -> QueryError.THROTTLING.because("Rate exceeded");
            case Refusal.OutOfVirtualIps() ->
                QueryError.SERVICE_UNAVAILABLE.because("No address of the wanted kind is free.");
            case Refusal.Unauthorized() ->
                QueryError.INVALID_CLIENT_TOKEN_ID.because("The security token included in the request is invalid.");
            case Refusal.Forbidden() -> QueryError.ACCESS_DENIED.because("This is not allowed.");
            case Refusal.Gone _ -> notFound(Refusal.Noun.LOAD_BALANCER);
            case Refusal.NotServed(String reason) -> QueryError.INVALID_CONFIGURATION.because(reason);
            case Refusal.Unavailable _ ->
                QueryError.SERVICE_UNAVAILABLE.because("The service cannot answer now. Traffic goes on.");
        };
    }

    private static QueryError invalid(List<Violation> violations) {
        if (violations.stream().noneMatch(ElbErrors::isOfCertificate)) {
            return QueryError.VALIDATION;
        }
        return violations.stream().allMatch(ElbErrors::isMismatch)
                ? QueryError.KEY_PAIR_MISMATCH
                : QueryError.MALFORMED_CERTIFICATE;
    }

    private static boolean isOfCertificate(Violation violation) {
        NewCertificate.Names names = UploadServerCertificate.NAMES;
        return List.of(names.certificate(), names.privateKey(), names.intermediates())
                .contains(violation.attribute());
    }

    /** A key that can be read, and is another certificate's. */
    private static boolean isMismatch(Violation violation) {
        return violation.attribute().equals(UploadServerCertificate.NAMES.privateKey())
                && violation.rule() == Violation.Rule.OUT_OF_RANGE;
    }

    private static QueryException notFound(Refusal.Noun noun) {
        return switch (noun) {
            case INSTANCE -> QueryError.INVALID_INSTANCE.because("An instance is not known, or not registered.");
            case LISTENER -> QueryError.LISTENER_NOT_FOUND.because("There is no listener on that port.");
            case POLICY -> QueryError.POLICY_NOT_FOUND.because("There is no policy of that name.");
            case POLICY_TYPE -> QueryError.POLICY_TYPE_NOT_FOUND.because("There is no policy type of that name.");
            case SERVER_CERTIFICATE -> QueryError.NO_SUCH_ENTITY.because("There is no certificate of that name.");
            case LISTENER_CERTIFICATE ->
                QueryError.CERTIFICATE_NOT_FOUND.because("The account has no certificate of that ARN.");
            case SCALING_GROUP -> QueryError.VALIDATION.because("AutoScalingGroup name not found.");
            case LAUNCH_CONFIGURATION -> QueryError.VALIDATION.because("Launch configuration name not found.");
            default -> QueryError.LOAD_BALANCER_NOT_FOUND.because("There is no ACTIVE Load Balancer of that name.");
        };
    }

    private static QueryException inUse(Refusal.Noun noun, String detail) {
        return switch (noun) {
            case SCALING_GROUP, LAUNCH_CONFIGURATION -> QueryError.RESOURCE_IN_USE.because(detail);
            case SERVER_CERTIFICATE -> QueryError.DELETE_CONFLICT.because(detail);
            default -> QueryError.INVALID_CONFIGURATION.because(detail);
        };
    }

    private static QueryException conflict(Refusal.Noun noun, String detail) {
        return switch (noun) {
            case LISTENER -> QueryError.DUPLICATE_LISTENER.because("A listener already exists " + detail + ".");
            case SCALING_GROUP ->
                QueryError.ALREADY_EXISTS.because("An AutoScalingGroup already exists " + detail + ".");
            case LAUNCH_CONFIGURATION ->
                QueryError.ALREADY_EXISTS.because("A launch configuration already exists " + detail + ".");
            case INSTANCE -> QueryError.ALREADY_EXISTS.because("There is an instance already " + detail + ".");
            case POLICY -> QueryError.DUPLICATE_POLICY_NAME.because("A policy already exists " + detail + ".");
            case SERVER_CERTIFICATE ->
                QueryError.ENTITY_ALREADY_EXISTS.because("A certificate already exists " + detail + ".");
            default ->
                QueryError.DUPLICATE_LOAD_BALANCER_NAME.because("A load balancer already exists " + detail + ".");
        };
    }

    private static QueryException overLimit(Refusal.Limit limit, int allowed) {
        return switch (limit) {
            case LOAD_BALANCERS ->
                QueryError.TOO_MANY_LOAD_BALANCERS.because("The account may have " + allowed + " load balancers.");
            case SERVER_CERTIFICATES ->
                QueryError.LIMIT_EXCEEDED.because("The account may have " + allowed + " certificates.");
            default -> QueryError.INVALID_CONFIGURATION.because("The limit " + limit.key() + " is " + allowed + ".");
        };
    }

    private static String sentences(List<Violation> violations) {
        return violations.stream()
                .map(violation -> violation.attribute() + " must be " + violation.detail() + ".")
                .collect(Collectors.joining(" "));
    }
}
