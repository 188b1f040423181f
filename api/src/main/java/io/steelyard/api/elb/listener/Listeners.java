package io.steelyard.api.elb.listener;

import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.domain.classic.ClassicListener;
import io.steelyard.domain.classic.ClassicProtocol;
import io.steelyard.domain.classic.SecurityPolicy;
import io.steelyard.domain.listener.Port;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How listeners are written. */
public final class Listeners {
    static final String CERTIFICATE = "SSLCertificateId";
    private static final int MOST = 100;

    private Listeners() {}

    /** Those of a request, at least one, each port once. */
    public static List<ClassicListener> read(Parameters in) {
        List<ClassicListener> listeners =
                in.requireItems("Listeners").stream().map(Listeners::listener).toList();
        Set<Port> ports = new HashSet<>();
        for (ClassicListener listener : listeners) {
            if (!ports.add(listener.port())) {
                throw QueryError.DUPLICATE_LISTENER.because("Port " + listener.port() + " is given twice.");
            }
        }
        if (listeners.size() > MOST) {
            throw QueryError.VALIDATION.because("A load balancer has at most " + MOST + " listeners.");
        }
        return listeners;
    }

    private static ClassicListener listener(Parameters in) {
        ClassicProtocol protocol = protocol(in.require("Protocol"));
        ClassicProtocol behind = in.text("InstanceProtocol")
                .map(Listeners::protocol)
                .orElse(protocol.isHttp() ? ClassicProtocol.HTTP : ClassicProtocol.TCP);
        if (protocol.isHttp() != behind.isHttp()) {
            throw QueryError.VALIDATION.because(
                    "Protocol and InstanceProtocol must be of one layer: HTTP and HTTPS, or TCP and SSL.");
        }
        return new ClassicListener(
                port(in, "LoadBalancerPort"),
                protocol,
                port(in, "InstancePort"),
                behind,
                certificate(in, protocol),
                protocol.isSecure() ? List.of(SecurityPolicy.USUAL.policyName()) : List.of());
    }

    private static Optional<String> certificate(Parameters in, ClassicProtocol protocol) {
        Optional<String> named = in.text(CERTIFICATE);
        if (protocol.isSecure() != named.isPresent()) {
            throw QueryError.VALIDATION.because(
                    "Listeners of HTTPS and SSL need an " + CERTIFICATE + ", and no others have one.");
        }
        return named;
    }

    private static Port port(Parameters in, String name) {
        return new Port(in.requireNumber(name, Port.MIN, Port.MAX));
    }

    private static ClassicProtocol protocol(String text) {
        return ClassicProtocol.parse(text)
                .orElseThrow(() -> QueryError.UNSUPPORTED_PROTOCOL.because(
                        "A protocol is HTTP, HTTPS, TCP or SSL, not " + text + "."));
    }

    /** With its policies. */
    public static void describe(Xml out, ClassicListener listener) {
        out.part("Listener", () -> write(out, listener)).texts("PolicyNames", listener.policyNames());
    }

    private static void write(Xml out, ClassicListener listener) {
        out.text("Protocol", listener.protocol())
                .text("LoadBalancerPort", listener.port())
                .text("InstanceProtocol", listener.instanceProtocol())
                .text("InstancePort", listener.instancePort());
        listener.certificate().ifPresent(certificate -> out.text(CERTIFICATE, certificate));
    }
}
