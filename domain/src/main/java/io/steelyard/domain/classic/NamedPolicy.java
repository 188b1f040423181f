package io.steelyard.domain.classic;

import java.util.List;
import java.util.Optional;

/**
 * A policy of a classic balancer as it was made. It does nothing before a listener or an instance port uses it.
 *
 * @param attributes in the order given; a name may come more than once
 */
public record NamedPolicy(String name, String type, List<Attribute> attributes) {
    public NamedPolicy {
        attributes = List.copyOf(attributes);
    }

    public record Attribute(String name, String value) {}

    /** The first value of an attribute. */
    public Optional<String> value(String attribute) {
        return values(attribute).stream().findFirst();
    }

    /** All values of an attribute. */
    public List<String> values(String attribute) {
        return attributes.stream()
                .filter(given -> given.name().equals(attribute))
                .map(Attribute::value)
                .toList();
    }
}
