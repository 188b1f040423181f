package io.steelyard.api.elb.policy;

import io.steelyard.domain.classic.PolicyType;
import io.steelyard.domain.classic.SslNegotiation;
import java.util.List;
import java.util.stream.Stream;

/** Which attributes policies of each type may have, with what the service tells of them. */
final class Attributes {
    static final String COOKIE_NAME = "CookieName";
    static final String COOKIE_EXPIRATION = "CookieExpirationPeriod";
    static final String PROXY_PROTOCOL = "ProxyProtocol";
    static final String PUBLIC_KEY = "PublicKey";
    static final String PUBLIC_KEY_POLICY = "PublicKeyPolicyName";

    private Attributes() {}

    /**
     * One that a policy may have.
     *
     * @param cardinality ONE, ZERO_OR_ONE or ONE_OR_MORE
     */
    record Attribute(String name, String type, String cardinality) {
        boolean isRequired() {
            return cardinality.startsWith("ONE");
        }

        boolean isSingle() {
            return cardinality.endsWith("ONE");
        }
    }

    /** Of a type. */
    static List<Attribute> of(PolicyType type) {
        return switch (type) {
            case LB_COOKIE -> List.of(new Attribute(COOKIE_EXPIRATION, "Long", "ZERO_OR_ONE"));
            case APP_COOKIE -> List.of(new Attribute(COOKIE_NAME, "String", "ONE"));
            case SSL_NEGOTIATION ->
                Stream.concat(
                                Stream.of(new Attribute(SslNegotiation.REFERENCE, "String", "ZERO_OR_ONE")),
                                SslNegotiation.switches().stream()
                                        .map(name -> new Attribute(name, "Boolean", "ZERO_OR_ONE")))
                        .toList();
            case PROXY_PROTOCOL -> List.of(new Attribute(PROXY_PROTOCOL, "Boolean", "ONE"));
            case PUBLIC_KEY -> List.of(new Attribute(PUBLIC_KEY, "String", "ONE"));
            case BACKEND_AUTHENTICATION -> List.of(new Attribute(PUBLIC_KEY_POLICY, "PolicyName", "ONE_OR_MORE"));
        };
    }

    static String description(PolicyType type) {
        return switch (type) {
            case LB_COOKIE -> "Stickiness by a cookie of the load balancer's own. For HTTP and HTTPS listeners.";
            case APP_COOKIE -> "Stickiness that follows a cookie of the application's. For HTTP and HTTPS listeners.";
            case SSL_NEGOTIATION -> "Versions and ciphers that clients may use. For HTTPS and SSL listeners.";
            case PROXY_PROTOCOL -> "Tells instances whose connection it is, by PROXY protocol. For instance ports.";
            case PUBLIC_KEY ->
                "A public key that instances may prove to have. For policies of"
                        + " BackendServerAuthenticationPolicyType.";
            case BACKEND_AUTHENTICATION -> "Lets instances prove who they are. For instance ports of HTTPS and SSL.";
        };
    }
}
