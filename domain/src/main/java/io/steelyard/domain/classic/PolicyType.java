package io.steelyard.domain.classic;

import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of policies that have an effect here, by their names on the wire. */
public enum PolicyType {
    LB_COOKIE("LBCookieStickinessPolicyType"),
    APP_COOKIE("AppCookieStickinessPolicyType"),
    SSL_NEGOTIATION("SSLNegotiationPolicyType"),
    PROXY_PROTOCOL("ProxyProtocolPolicyType"),
    PUBLIC_KEY("PublicKeyPolicyType"),
    BACKEND_AUTHENTICATION("BackendServerAuthenticationPolicyType");

    private final String typeName;

    PolicyType(String typeName) {
        this.typeName = typeName;
    }

    /** As clients write it. */
    public String typeName() {
        return typeName;
    }

    public static Optional<PolicyType> named(String name) {
        return Stream.of(values()).filter(type -> type.typeName.equals(name)).findFirst();
    }

    /** Whether a listener may use it. */
    public boolean isForListeners() {
        return this == LB_COOKIE || this == APP_COOKIE || this == SSL_NEGOTIATION;
    }

    /** Whether a port of the instances may use it. */
    public boolean isForBackends() {
        return this == PROXY_PROTOCOL || this == BACKEND_AUTHENTICATION;
    }

    /** Whether clients are known again by what a policy says. */
    public static boolean isForSessions(NamedPolicy policy) {
        return LB_COOKIE.is(policy) || APP_COOKIE.is(policy);
    }

    /** Whether a policy is of this kind. */
    public boolean is(NamedPolicy policy) {
        return policy.type().equals(typeName);
    }
}
