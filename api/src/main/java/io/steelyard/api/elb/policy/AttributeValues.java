package io.steelyard.api.elb.policy;

import io.steelyard.domain.classic.InstanceKey;
import io.steelyard.domain.classic.NamedPolicy;
import java.util.Optional;
import java.util.regex.Pattern;

/** What attributes of policies may be; those of SSL negotiation are judged together. */
final class AttributeValues {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");
    private static final Pattern TRUTH = Pattern.compile("true|false", Pattern.CASE_INSENSITIVE);
    /** A token (RFC 9110, section 5.6.2), as names of cookies are. */
    private static final Pattern COOKIE_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");

    private static final String OWN_COOKIE = "AWSELB";

    private AttributeValues() {}

    /** Why a value cannot be, as a sentence; empty when it can. */
    static Optional<String> problem(NamedPolicy.Attribute given) {
        String value = given.value();
        return switch (given.name()) {
            case Attributes.COOKIE_EXPIRATION ->
                unless(SECONDS.matcher(value).matches(), given, "is a whole number of seconds, of up to 10 digits.");
            case Attributes.COOKIE_NAME ->
                unless(
                        COOKIE_NAME.matcher(value).matches() && !value.equals(OWN_COOKIE),
                        given,
                        "is the name of a cookie of the application's, not " + OWN_COOKIE
                                + ", of up to 256 characters.");
            case Attributes.PROXY_PROTOCOL -> unless(TRUTH.matcher(value).matches(), given, "is true or false.");
            case Attributes.PUBLIC_KEY ->
                unless(InstanceKey.isValid(value), given, "is a public key of RSA or an elliptic curve in PEM.");
            default -> Optional.empty();
        };
    }

    private static Optional<String> unless(boolean good, NamedPolicy.Attribute given, String rule) {
        return good ? Optional.empty() : Optional.of(given.name() + " " + rule);
    }
}
