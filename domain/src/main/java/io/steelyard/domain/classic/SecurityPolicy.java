package io.steelyard.domain.classic;

import io.steelyard.domain.tls.TlsVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Policies of SSL negotiation that are there without being made, by the names that AWS gave them. Those that speak SSL 3.0
 * are not among them.
 */
public enum SecurityPolicy {
    TLS_1_2_2017_01("TLS-1-2-2017-01", Set.of(TlsVersion.TLS_12), cipher -> !cipher.endsWith("-SHA")),
    TLS_1_1_2017_01("TLS-1-1-2017-01", Set.of(TlsVersion.TLS_11, TlsVersion.TLS_12), _ -> true),
    OF_2016_08("2016-08", Versions.ALL, _ -> true),
    OF_2015_05("2015-05", Versions.ALL, _ -> true),
    OF_2015_03("2015-03", Versions.ALL, _ -> true),
    OF_2015_02("2015-02", Versions.ALL, _ -> true);

    /** Of a secure listener for which nobody names one. */
    public static final SecurityPolicy USUAL = OF_2016_08;

    private final String policyName;
    private final Set<TlsVersion> versions;
    private final List<PolicyCipher> ciphers;

    /** @param ciphers which of those that are offered to anybody, by their names */
    SecurityPolicy(String version, Set<TlsVersion> versions, Predicate<String> ciphers) {
        this.policyName = "ELBSecurityPolicy-" + version;
        this.versions = versions;
        this.ciphers = Stream.of(PolicyCipher.values())
                .filter(cipher -> cipher.suite().isPresent() && ciphers.test(cipher.policyName()))
                .toList();
    }

    public String policyName() {
        return policyName;
    }

    public static Optional<SecurityPolicy> named(String policyName) {
        return Arrays.stream(values())
                .filter(policy -> policy.policyName.equals(policyName))
                .findFirst();
    }

    /** As a balancer has it that uses it by its name. */
    public NamedPolicy asPolicy() {
        return new NamedPolicy(
                policyName,
                PolicyType.SSL_NEGOTIATION.typeName(),
                List.of(new NamedPolicy.Attribute(SslNegotiation.REFERENCE, policyName)));
    }

    /** The same with each of its switches. */
    public NamedPolicy inFull() {
        Stream<String> on = Stream.of(
                        versions.stream().sorted().map(SslNegotiation::protocolName),
                        Stream.of(SslNegotiation.SERVER_ORDER),
                        ciphers.stream().map(PolicyCipher::policyName))
                .flatMap(names -> names);
        return new NamedPolicy(
                policyName,
                PolicyType.SSL_NEGOTIATION.typeName(),
                Stream.concat(asPolicy().attributes().stream(), on.map(name -> new NamedPolicy.Attribute(name, "true")))
                        .toList());
    }

    SslNegotiation negotiation() {
        return SslNegotiation.of(versions, ciphers, true);
    }

    private static final class Versions {
        static final Set<TlsVersion> ALL = Set.of(TlsVersion.TLS_10, TlsVersion.TLS_11, TlsVersion.TLS_12);

        private Versions() {}
    }
}
