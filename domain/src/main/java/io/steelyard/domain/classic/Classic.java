package io.steelyard.domain.classic;

import io.steelyard.domain.listener.Port;
import io.steelyard.domain.region.Zone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that was said of a classic balancer besides its name and instances.
 *
 * @param internal whether it is for clients inside alone
 * @param zones that are enabled, by name
 * @param subnets as given; shown, without effect
 * @param securityGroups as given; shown, without effect
 * @param listeners by port, each port once
 * @param policies oldest first, each name once
 * @param backendPolicies by port, each port once, none of them empty
 * @param tags by key, each key once
 */
public record Classic(
        boolean internal,
        List<Zone> zones,
        List<String> subnets,
        List<String> securityGroups,
        List<ClassicListener> listeners,
        HealthCheck healthCheck,
        List<NamedPolicy> policies,
        List<BackendPolicies> backendPolicies,
        ClassicAttributes attributes,
        List<Tag> tags) {
    public Classic {
        zones = zones.stream()
                .distinct()
                .sorted(Comparator.comparing(Zone::value))
                .toList();
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
        listeners = listeners.stream()
                .sorted(Comparator.comparingInt(listener -> listener.port().value()))
                .toList();
        policies = List.copyOf(policies);
        backendPolicies = backendPolicies.stream()
                .filter(backend -> !backend.policyNames().isEmpty())
                .sorted(Comparator.comparingInt(backend -> backend.port().value()))
                .toList();
        tags = tags.stream().sorted(Comparator.comparing(Tag::key)).toList();
    }

    public Optional<ClassicListener> listener(Port port) {
        return listeners.stream()
                .filter(listener -> listener.port().equals(port))
                .findFirst();
    }

    /** Every port that something is sent to at each instance, by listeners or the health check. */
    public List<Port> instancePorts() {
        return Stream.concat(
                        listeners.stream().map(ClassicListener::instancePort),
                        Stream.of(healthCheck.target().port()))
                .distinct()
                .toList();
    }

    public Optional<NamedPolicy> policy(String name) {
        return policies.stream().filter(policy -> policy.name().equals(name)).findFirst();
    }

    /** The policies that a listener uses. */
    public List<NamedPolicy> policiesOf(ClassicListener listener) {
        return listener.policyNames().stream()
                .flatMap(name -> policy(name).stream())
                .toList();
    }

    /** The policies that hold for a port of the instances. */
    public List<NamedPolicy> policiesOf(Port instancePort) {
        return backendPolicies.stream()
                .filter(backend -> backend.port().equals(instancePort))
                .flatMap(backend -> backend.policyNames().stream())
                .flatMap(name -> policy(name).stream())
                .toList();
    }

    /** Whether a listener or an instance port uses a policy. */
    public boolean uses(String policy) {
        return Stream.concat(
                        listeners.stream().flatMap(listener -> listener.policyNames().stream()),
                        backendPolicies.stream().flatMap(backend -> backend.policyNames().stream()))
                .anyMatch(policy::equals);
    }

    public Classic withZones(List<Zone> others) {
        return new Classic(
                internal,
                others,
                subnets,
                securityGroups,
                listeners,
                healthCheck,
                policies,
                backendPolicies,
                attributes,
                tags);
    }

    public Classic withSubnets(List<String> others) {
        return new Classic(
                internal,
                zones,
                others,
                securityGroups,
                listeners,
                healthCheck,
                policies,
                backendPolicies,
                attributes,
                tags);
    }

    public Classic withSecurityGroups(List<String> others) {
        return new Classic(
                internal, zones, subnets, others, listeners, healthCheck, policies, backendPolicies, attributes, tags);
    }

    public Classic withListeners(List<ClassicListener> others) {
        return new Classic(
                internal,
                zones,
                subnets,
                securityGroups,
                others,
                healthCheck,
                policies,
                backendPolicies,
                attributes,
                tags);
    }

    /** The same with each policy that a listener uses and that is {@link SecurityPolicy there without being made}. */
    public Classic withReadyPolicies() {
        List<NamedPolicy> all = new ArrayList<>(policies);
        listeners.stream()
                .flatMap(listener -> listener.policyNames().stream())
                .distinct()
                .filter(name -> policy(name).isEmpty())
                .flatMap(name -> SecurityPolicy.named(name).stream())
                .map(SecurityPolicy::asPolicy)
                .forEach(all::add);
        return withPolicies(all);
    }

    /** The same with the listener of that port exchanged. */
    public Classic withListener(ClassicListener changed) {
        return withListeners(listeners.stream()
                .map(listener -> listener.port().equals(changed.port()) ? changed : listener)
                .toList());
    }

    public Classic withHealthCheck(HealthCheck other) {
        return new Classic(
                internal,
                zones,
                subnets,
                securityGroups,
                listeners,
                other,
                policies,
                backendPolicies,
                attributes,
                tags);
    }

    public Classic withPolicies(List<NamedPolicy> others) {
        return new Classic(
                internal,
                zones,
                subnets,
                securityGroups,
                listeners,
                healthCheck,
                others,
                backendPolicies,
                attributes,
                tags);
    }

    /** The same where a port of the instances has these policies and no others. */
    public Classic withBackendPolicies(BackendPolicies wanted) {
        List<BackendPolicies> others = new ArrayList<>(backendPolicies);
        others.removeIf(backend -> backend.port().equals(wanted.port()));
        others.add(wanted);
        return new Classic(
                internal, zones, subnets, securityGroups, listeners, healthCheck, policies, others, attributes, tags);
    }

    public Classic withAttributes(ClassicAttributes other) {
        return new Classic(
                internal,
                zones,
                subnets,
                securityGroups,
                listeners,
                healthCheck,
                policies,
                backendPolicies,
                other,
                tags);
    }

    public Classic withTags(List<Tag> others) {
        return new Classic(
                internal,
                zones,
                subnets,
                securityGroups,
                listeners,
                healthCheck,
                policies,
                backendPolicies,
                attributes,
                others);
    }
}
