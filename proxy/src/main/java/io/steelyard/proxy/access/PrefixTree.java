package io.steelyard.proxy.access;

import io.steelyard.domain.access.AccessType;
import org.jspecify.annotations.Nullable;

/**
 * Rules of one address family, ordered by the bits of their networks. A node holds the bits that everything below it begins
 * with, so there are at most two for each rule, and a look takes no more steps than an address has bits. Never changes:
 * {@link #with} makes another.
 *
 * @param rule of exactly this network; null where the tree only branches
 * @param zero what goes on with 0
 * @param one what goes on with 1
 */
record PrefixTree(
        Prefix network,
        @Nullable AccessType rule,
        @Nullable PrefixTree zero,
        @Nullable PrefixTree one) {
    static PrefixTree of(Prefix network, AccessType rule) {
        return new PrefixTree(network, rule, null, null);
    }

    /** Whether a client gets in: by an ALLOW for any network of its, or without any DENY. */
    static boolean admits(@Nullable PrefixTree tree, Prefix client) {
        boolean denied = false;
        PrefixTree at = tree;
        while (at != null && at.network.common(client) == at.network.length()) {
            if (at.rule == AccessType.ALLOW) {
                return true;
            }
            denied |= at.rule == AccessType.DENY;
            at = at.network.length() == client.length() ? null : at.below(client);
        }
        return !denied;
    }

    /** The same with one more rule; of two for one network ALLOW stays. */
    PrefixTree with(Prefix added, AccessType type) {
        int common = network.common(added);
        if (common < network.length()) {
            return split(added, type, common);
        }
        if (common == added.length()) {
            return new PrefixTree(network, rule == AccessType.ALLOW ? rule : type, zero, one);
        }
        PrefixTree below = below(added);
        return withBelow(added, below == null ? of(added, type) : below.with(added, type));
    }

    private PrefixTree split(Prefix added, AccessType type, int common) {
        if (common == added.length()) {
            return of(added, type).withBelow(network, this);
        }
        PrefixTree fork = new PrefixTree(network.first(common), null, null, null);
        return fork.withBelow(network, this).withBelow(added, of(added, type));
    }

    private @Nullable PrefixTree below(Prefix longer) {
        return longer.bit(network.length()) == 0 ? zero : one;
    }

    private PrefixTree withBelow(Prefix longer, PrefixTree below) {
        return longer.bit(network.length()) == 0
                ? new PrefixTree(network, rule, below, one)
                : new PrefixTree(network, rule, zero, below);
    }
}
