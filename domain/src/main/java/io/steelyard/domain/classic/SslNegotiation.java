package io.steelyard.domain.classic;

import io.steelyard.domain.tls.CipherSuites;
import io.steelyard.domain.tls.TlsVersion;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What clients of a secure listener may speak, as a policy of {@link PolicyType#SSL_NEGOTIATION} says: one that is
 * {@link SecurityPolicy there already}, or a switch for each version and cipher. TLS 1.3 is in none of them.
 *
 * @param versions at least one, without gaps
 */
public record SslNegotiation(Set<TlsVersion> versions, CipherSuites ciphers) {
    public static final String REFERENCE = "Reference-Security-Policy";
    public static final String SERVER_ORDER = "Server-Defined-Cipher-Order";
    private static final List<TlsVersion> VERSIONS = List.of(TlsVersion.TLS_10, TlsVersion.TLS_11, TlsVersion.TLS_12);
    private static final List<String> OLD_PROTOCOLS = List.of("Protocol-SSLv2", "Protocol-SSLv3");

    /** All switches that a policy can have, by name. */
    public static List<String> switches() {
        return Stream.of(
                        OLD_PROTOCOLS.stream(),
                        VERSIONS.stream().map(SslNegotiation::protocolName),
                        Stream.of(SERVER_ORDER),
                        Stream.of(PolicyCipher.values()).map(PolicyCipher::policyName))
                .flatMap(names -> names)
                .toList();
    }

    /** Why a policy cannot be; empty when it can. */
    public static Optional<String> problem(NamedPolicy policy) {
        return policy.value(REFERENCE)
                .map(name -> problem(policy, name))
                .orElseGet(() -> Stream.concat(
                                policy.attributes().stream().flatMap(given -> problem(given).stream()),
                                together(policy).stream())
                        .findFirst());
    }

    private static Optional<String> problem(NamedPolicy policy, String reference) {
        if (SecurityPolicy.named(reference).isEmpty()) {
            return Optional.of("There is no policy " + reference + " here.");
        }
        return policy.attributes().size() == 1
                ? Optional.empty()
                : Optional.of(REFERENCE + " says all: nothing else may be given with it.");
    }

    private static Optional<String> problem(NamedPolicy.Attribute given) {
        if (!switches().contains(given.name())) {
            return Optional.of("The policy has no attribute " + given.name() + ".");
        }
        if (!isOn(given) && !given.value().equalsIgnoreCase("false")) {
            return Optional.of(given.name() + " is true or false.");
        }
        return isSpoken(given.name()) || !isOn(given)
                ? Optional.empty()
                : Optional.of(given.name() + " is not spoken here.");
    }

    private static boolean isSpoken(String name) {
        return !OLD_PROTOCOLS.contains(name)
                && PolicyCipher.named(name)
                        .filter(cipher -> cipher.suite().isEmpty())
                        .isEmpty();
    }

    private static Optional<String> together(NamedPolicy policy) {
        Set<TlsVersion> versions = versions(policy);
        List<PolicyCipher> ciphers = ciphers(policy);
        if (!TlsVersion.isRange(versions)) {
            return Optional.of("At least one protocol must be true, and none between two that are may be false.");
        }
        return !ciphers.isEmpty() && of(versions, ciphers, true).ciphers().serves(versions)
                ? Optional.empty()
                : Optional.of("At least one cipher of these protocols must be true.");
    }

    /** What a policy without a {@link #problem} says. */
    static SslNegotiation of(NamedPolicy policy) {
        return policy.value(REFERENCE)
                .flatMap(SecurityPolicy::named)
                .map(SecurityPolicy::negotiation)
                .orElseGet(() -> of(versions(policy), ciphers(policy), isOn(policy, SERVER_ORDER)));
    }

    static SslNegotiation of(Set<TlsVersion> versions, Collection<PolicyCipher> ciphers, boolean serversOrder) {
        return new SslNegotiation(
                versions,
                new CipherSuites(
                        ciphers.stream()
                                .flatMap(cipher -> cipher.suite().stream())
                                .toList(),
                        serversOrder));
    }

    private static Set<TlsVersion> versions(NamedPolicy policy) {
        return VERSIONS.stream()
                .filter(version -> isOn(policy, protocolName(version)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<PolicyCipher> ciphers(NamedPolicy policy) {
        return Stream.of(PolicyCipher.values())
                .filter(cipher -> cipher.suite().isPresent() && isOn(policy, cipher.policyName()))
                .toList();
    }

    private static boolean isOn(NamedPolicy policy, String name) {
        return policy.attributes().stream().anyMatch(given -> given.name().equals(name) && isOn(given));
    }

    private static boolean isOn(NamedPolicy.Attribute given) {
        return given.value().equalsIgnoreCase("true");
    }

    static String protocolName(TlsVersion version) {
        return switch (version) {
            case TLS_10 -> "Protocol-TLSv1";
            case TLS_11 -> "Protocol-TLSv1.1";
            case TLS_12 -> "Protocol-TLSv1.2";
            case TLS_13 -> throw new IllegalArgumentException("no policy has TLS 1.3");
        };
    }
}
