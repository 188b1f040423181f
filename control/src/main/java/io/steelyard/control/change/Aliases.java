package io.steelyard.control.change;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.domain.classic.Alias;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the classic dialect calls new balancers. */
final class Aliases {
    private Aliases() {}

    /** The balancer's name if it may be one and is free, else one that is made of its id. */
    static Alias free(ReadUnit unit, LoadBalancer made) {
        Stream<Alias> named =
                Stream.of(made.name().value()).filter(Alias::isValid).map(Alias::new);
        Stream<Alias> numbered = Stream.concat(
                Stream.of(Alias.of(made.id())),
                IntStream.iterate(2, attempt -> attempt + 1).mapToObj(attempt -> Alias.of(made.id(), attempt)));
        return Stream.concat(named, numbered)
                .filter(alias ->
                        unit.loadBalancer(made.tenant(), made.region(), alias).isEmpty())
                .findFirst()
                .orElseThrow();
    }
}
