package io.steelyard.api.elb.query;

/**
 * Why requests are refused: each with its code and its status, and with those of EC2, which has words of its own for some
 * (EC2 API Reference, "Error codes for the Amazon EC2 API").
 */
public enum QueryError {
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationToken", 403),
    INCOMPLETE_SIGNATURE("IncompleteSignature", 400),
    INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId", 403, new Said("AuthFailure", 401)),
    SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch", 403),
    REQUEST_EXPIRED("RequestExpired", 400),
    ACCESS_DENIED("AccessDenied", 403, new Said("UnauthorizedOperation", 403)),
    MISSING_ACTION("MissingAction", 400),
    INVALID_ACTION("InvalidAction", 400),
    MALFORMED_QUERY("ValidationError", 400, new Said("MalformedQueryString", 400)),
    MISSING_PARAMETER("ValidationError", 400, new Said("MissingParameter", 400)),
    VALIDATION("ValidationError", 400, new Said("InvalidParameterValue", 400)),
    THROTTLING("Throttling", 400, new Said("RequestLimitExceeded", 503)),
    REQUEST_TOO_LARGE("RequestEntityTooLarge", 413),
    METHOD_NOT_ALLOWED("MethodNotAllowed", 405),
    LOAD_BALANCER_NOT_FOUND("LoadBalancerNotFound", 400),
    DUPLICATE_LOAD_BALANCER_NAME("DuplicateLoadBalancerName", 400),
    TOO_MANY_LOAD_BALANCERS("TooManyLoadBalancers", 400),
    INVALID_INSTANCE("InvalidInstance", 400),
    LISTENER_NOT_FOUND("ListenerNotFound", 400),
    DUPLICATE_LISTENER("DuplicateListener", 400),
    UNSUPPORTED_PROTOCOL("UnsupportedProtocol", 400),
    CERTIFICATE_NOT_FOUND("CertificateNotFound", 400),
    NO_SUCH_ENTITY("NoSuchEntity", 404),
    ENTITY_ALREADY_EXISTS("EntityAlreadyExists", 409),
    DELETE_CONFLICT("DeleteConflict", 409),
    LIMIT_EXCEEDED("LimitExceeded", 409),
    MALFORMED_CERTIFICATE("MalformedCertificate", 400),
    KEY_PAIR_MISMATCH("KeyPairMismatch", 400),
    INVALID_INPUT("InvalidInput", 400),
    POLICY_NOT_FOUND("PolicyNotFound", 400),
    POLICY_TYPE_NOT_FOUND("PolicyTypeNotFound", 400),
    DUPLICATE_POLICY_NAME("DuplicatePolicyName", 400),
    TOO_MANY_POLICIES("TooManyPolicies", 400),
    INVALID_CONFIGURATION("InvalidConfigurationRequest", 409),
    INVALID_SCHEME("InvalidScheme", 400),
    DUPLICATE_TAG_KEYS("DuplicateTagKeys", 400),
    TOO_MANY_TAGS("TooManyTags", 400),
    ATTRIBUTE_NOT_FOUND("LoadBalancerAttributeNotFound", 400),
    OPERATION_NOT_PERMITTED("OperationNotPermitted", 400),
    ALREADY_EXISTS("AlreadyExists", 400),
    RESOURCE_IN_USE("ResourceInUse", 400),
    NO_SUCH_INSTANCE("InvalidInstanceID.NotFound", 400),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503),
    INTERNAL_FAILURE("InternalFailure", 500, new Said("InternalError", 500));

    /** @param status of HTTP */
    public record Said(String code, int status) {}

    private final Said said;
    private final Said ofEc2;

    QueryError(String code, int status) {
        this(code, status, new Said(code, status));
    }

    QueryError(String code, int status, Said ofEc2) {
        this.said = new Said(code, status);
        this.ofEc2 = ofEc2;
    }

    Said said() {
        return said;
    }

    Said ofEc2() {
        return ofEc2;
    }

    /** Of HTTP, where it is not EC2 that is asked. */
    public int status() {
        return said.status();
    }

    /** To be thrown. */
    public QueryException because(String message) {
        return new QueryException(this, message);
    }
}
