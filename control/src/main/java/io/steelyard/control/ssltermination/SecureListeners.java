package io.steelyard.control.ssltermination;

import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.listener.Redirect;
import io.steelyard.domain.listener.Role;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.refusal.Violation.Rule;
import io.steelyard.domain.tls.Tls;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The listeners that follow a balancer's primary one: that of its TLS, and that which redirects to it. */
public final class SecureListeners {
    private static final ListenerId SECURE = new ListenerId(2);
    private static final ListenerId REDIRECT = new ListenerId(3);
    /** Where clients come that were given no port (RFC 9110, section 4.2.1). */
    private static final Port PLAIN = new Port(80);

    /**
     * What TLS can end for: neither what is encrypted already, nor FTP, whose data connections would stay plain, nor what
     * begins TLS in the middle, as MySQL does.
     */
    private static final Set<Protocol> TERMINABLE = EnumSet.of(
            Protocol.HTTP,
            Protocol.IMAPv2,
            Protocol.IMAPv3,
            Protocol.IMAPv4,
            Protocol.POP3,
            Protocol.SMTP,
            Protocol.LDAP,
            Protocol.DNS_TCP,
            Protocol.TCP,
            Protocol.TCP_CLIENT_FIRST,
            Protocol.TCP_STREAM);

    private SecureListeners() {}

    /** The same balancer with TLS that ends in this way. */
    public static LoadBalancer withTls(LoadBalancer loadBalancer, Tls tls, Port port) {
        Listener primary = loadBalancer.primaryListener();
        Listener secure =
                new Listener(SECURE, Role.SECURE, primary.protocol(), port, Optional.of(tls), primary.action());
        return aligned(with(loadBalancer, secure));
    }

    public static LoadBalancer withoutTls(LoadBalancer loadBalancer) {
        return without(loadBalancer, Role.SECURE);
    }

    /** The same balancer, which sends plain HTTP to where TLS is spoken, or does not. */
    public static LoadBalancer withRedirect(LoadBalancer loadBalancer, boolean redirecting) {
        if (!redirecting) {
            return without(loadBalancer, Role.REDIRECT);
        }
        return aligned(with(
                loadBalancer,
                new Listener(
                        REDIRECT,
                        Role.REDIRECT,
                        Protocol.HTTP,
                        PLAIN,
                        Optional.empty(),
                        new Redirect(SslTerminationChange.USUAL_PORT))));
    }

    /** What follows the primary listener follows what it has become. */
    public static LoadBalancer aligned(LoadBalancer loadBalancer) {
        return loadBalancer.withListeners(loadBalancer.listeners().stream()
                .map(listener -> aligned(loadBalancer, listener))
                .toList());
    }

    private static Listener aligned(LoadBalancer loadBalancer, Listener listener) {
        Listener primary = loadBalancer.primaryListener();
        return switch (listener.role()) {
            case PRIMARY, ADDITIONAL -> listener;
            case SECURE -> listener.withProtocol(primary.protocol());
            case REDIRECT -> redirect(loadBalancer, listener, primary);
        };
    }

    private static Listener redirect(LoadBalancer loadBalancer, Listener listener, Listener primary) {
        boolean passing = primary.protocol() == Protocol.HTTPS;
        Port https = passing
                ? primary.port()
                : loadBalancer.listener(Role.SECURE).map(Listener::port).orElse(SslTerminationChange.USUAL_PORT);
        return new Listener(
                listener.id(),
                Role.REDIRECT,
                Protocol.HTTP,
                passing ? PLAIN : primary.port(),
                Optional.empty(),
                new Redirect(https));
    }

    private static LoadBalancer with(LoadBalancer loadBalancer, Listener listener) {
        LoadBalancer others = without(loadBalancer, listener.role());
        return others.withListeners(
                Stream.concat(others.listeners().stream(), Stream.of(listener)).toList());
    }

    private static LoadBalancer without(LoadBalancer loadBalancer, Role role) {
        return loadBalancer.withListeners(loadBalancer.listeners().stream()
                .filter(listener -> listener.role() != role)
                .toList());
    }

    /**
     * What does not fit together.
     *
     * @param protocolName the attribute to blame where TLS cannot end for the protocol
     * @param path of the TLS's own attributes
     */
    public static List<Violation> violations(LoadBalancer loadBalancer, String protocolName, String path) {
        List<Violation> violations = new ArrayList<>();
        Listener primary = loadBalancer.primaryListener();
        loadBalancer.listener(Role.SECURE).ifPresent(secure -> {
            if (!TERMINABLE.contains(primary.protocol())) {
                violations.add(new Violation(
                        protocolName,
                        Rule.NOT_ALLOWED,
                        "one that TLS can end for (" + TERMINABLE + "), not " + primary.protocol()));
            }
            if (secure.port().equals(primary.port())) {
                violations.add(new Violation(
                        path + "securePort",
                        Rule.TAKEN,
                        "another port than the load balancer's own, which is " + primary.port()));
            }
            violations.addAll(offers(secure.tls().orElseThrow(), path));
        });
        if (loadBalancer.listener(Role.REDIRECT).isPresent()) {
            redirectViolation(loadBalancer, primary).ifPresent(violations::add);
        }
        return violations;
    }

    private static List<Violation> offers(Tls tls, String path) {
        return tls.ciphers().serves(tls.versions())
                ? List.of()
                : List.of(new Violation(
                        path + "cipherProfile",
                        Rule.NOT_ALLOWED,
                        "one with ciphers for " + tls.versions() + "; " + tls.ciphers() + " has none before TLS_12"));
    }

    private static Optional<Violation> redirectViolation(LoadBalancer loadBalancer, Listener primary) {
        boolean terminating = primary.protocol() == Protocol.HTTP && loadBalancer.takesOnlyTls();
        if (terminating
                || (primary.protocol() == Protocol.HTTPS && !primary.port().equals(PLAIN))) {
            return Optional.empty();
        }
        return Optional.of(new Violation(
                "httpsRedirect",
                Rule.NOT_ALLOWED,
                "false unless the protocol is HTTPS on another port than 80, or HTTP with an enabled SSL termination"
                        + " that has secureTrafficOnly"));
    }
}
