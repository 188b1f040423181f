package io.steelyard.domain.classic;

import io.steelyard.domain.listener.Port;
import java.util.List;
import java.util.Optional;

/**
 * A port of a classic balancer, and where its traffic goes on each instance.
 *
 * @param certificate the name (ARN) of what clients are shown; present where {@code protocol} is secure
 * @param policyNames of policies of the balancer, in the order given
 */
public record ClassicListener(
        Port port,
        ClassicProtocol protocol,
        Port instancePort,
        ClassicProtocol instanceProtocol,
        Optional<String> certificate,
        List<String> policyNames) {
    public ClassicListener {
        policyNames = List.copyOf(policyNames);
        if (protocol.isHttp() != instanceProtocol.isHttp()) {
            throw new IllegalArgumentException(protocol + " and " + instanceProtocol + " are of different layers");
        }
        if (protocol.isSecure() != certificate.isPresent()) {
            throw new IllegalArgumentException("a certificate belongs to HTTPS and SSL, and to nothing else");
        }
    }

    /** Whether the same traffic is taken in the same way. */
    public boolean isSameAs(ClassicListener other) {
        return equals(other.withPolicyNames(policyNames));
    }

    public ClassicListener withPort(Port other) {
        return new ClassicListener(other, protocol, instancePort, instanceProtocol, certificate, policyNames);
    }

    public ClassicListener withPolicyNames(List<String> others) {
        return new ClassicListener(port, protocol, instancePort, instanceProtocol, certificate, others);
    }

    public ClassicListener withCertificate(String other) {
        return new ClassicListener(port, protocol, instancePort, instanceProtocol, Optional.of(other), policyNames);
    }
}
