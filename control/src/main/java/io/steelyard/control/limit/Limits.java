package io.steelyard.control.limit;

import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.RefusedException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;

/**
 * How much an account may have of everything.
 *
 * @param values for every limit, {@value #MIN} to {@value #MAX}
 */
public record Limits(Map<Limit, Integer> values) {
    public static final int MIN = 0;
    public static final int MAX = 1_000_000;
    public static final Limits DEFAULT = new Limits(Map.of(
            Limit.LOAD_BALANCERS, 25,
            Limit.NODES_PER_LOAD_BALANCER, 25,
            Limit.ACCESS_LIST_ITEMS_PER_LOAD_BALANCER, 100,
            Limit.IPV6_VIRTUAL_IPS, 25,
            Limit.IDS_PER_BATCH, 10,
            Limit.METADATA_ITEMS, 25,
            Limit.CERTIFICATE_MAPPINGS_PER_LOAD_BALANCER, 100,
            Limit.SERVER_CERTIFICATES, 20,
            Limit.INSTANCES, 1_000));

    public Limits {
        if (!values.keySet().equals(EnumSet.allOf(Limit.class))) {
            throw new IllegalArgumentException("every limit needs a value, not only " + values.keySet());
        }
        values = checked(values);
    }

    public int of(Limit limit) {
        return Objects.requireNonNull(values.get(limit));
    }

    /** @throws RefusedException with OverLimit when an account would have more */
    public void check(Limit limit, int wanted) {
        if (wanted > of(limit)) {
            throw new RefusedException(new Refusal.OverLimit(limit, of(limit)));
        }
    }

    /**
     * The same with some of them exchanged.
     *
     * @throws IllegalArgumentException when one is out of range
     */
    public Limits with(Map<Limit, Integer> others) {
        Map<Limit, Integer> all = new EnumMap<>(values);
        all.putAll(others);
        return new Limits(all);
    }

    private static Map<Limit, Integer> checked(Map<Limit, Integer> values) {
        values.forEach((limit, value) -> {
            if (value < MIN || value > MAX) {
                throw new IllegalArgumentException(
                        "the limit " + limit.key() + " is " + MIN + " to " + MAX + ", not " + value);
            }
        });
        return Collections.unmodifiableMap(new EnumMap<>(values));
    }
}
