package io.steelyard.domain.traffic;

import io.steelyard.domain.secret.SecretId;
import io.steelyard.domain.tls.ServerCertificate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the operator has switched on for a balancer; what is not here is off.
 *
 * @param all at most one of each kind; equal sets have them in the same order, whatever order they were given in
 */
public record TrafficOptions(List<TrafficOption> all) {
    public static final TrafficOptions NONE = new TrafficOptions(List.of());

    public TrafficOptions {
        all = all.stream().sorted(Comparator.comparing(TrafficOptions::kind)).toList();
        Set<Class<?>> kinds = new HashSet<>();
        for (TrafficOption option : all) {
            if (!kinds.add(option.getClass())) {
                throw new IllegalArgumentException(kind(option) + " is given more than once");
            }
        }
    }

    private static String kind(TrafficOption option) {
        return option.getClass().getSimpleName();
    }

    /** The option of that kind; empty when it is off. */
    public <T extends TrafficOption> Optional<T> find(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** Every secret that these refer to. */
    public Stream<SecretId> secrets() {
        return find(NodeTls.class).flatMap(NodeTls::identity).map(ServerCertificate::privateKey).stream();
    }

    /** The same with this option, instead of one of its kind. */
    public TrafficOptions with(TrafficOption option) {
        return new TrafficOptions(Stream.concat(without(option.getClass()).all().stream(), Stream.of(option))
                .toList());
    }

    /** The same with that kind off. */
    public TrafficOptions without(Class<? extends TrafficOption> kind) {
        return new TrafficOptions(
                all.stream().filter(option -> !kind.isInstance(option)).toList());
    }
}
