package io.steelyard.proxy.access;

import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.IpVersion;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which clients a listener takes (2010 specification, section 4.9). Whom any ALLOW names gets in; whom else any DENY names
 * does not; everybody else does. Immutable, so every event loop looks without a lock.
 */
public final class AccessList {
    /** Without a rule. */
    public static final AccessList EVERYBODY = new AccessList(null, null);

    private final @Nullable PrefixTree v4;
    private final @Nullable PrefixTree v6;

    private AccessList(@Nullable PrefixTree v4, @Nullable PrefixTree v6) {
        this.v4 = v4;
        this.v6 = v6;
    }

    public static AccessList of(List<AccessRule> rules) {
        return rules.isEmpty() ? EVERYBODY : new AccessList(tree(rules, IpVersion.IPV4), tree(rules, IpVersion.IPV6));
    }

    /** @param client the peer of a connection; an IPv4-mapped IPv6 address is the IPv4 one */
    public boolean admits(InetAddress client) {
        if (this == EVERYBODY) {
            return true;
        }
        byte[] address = IpAddress.of(client.getAddress()).bytes();
        Prefix whole = Prefix.of(address, address.length * Byte.SIZE);
        return PrefixTree.admits(address.length == 4 ? v4 : v6, whole);
    }

    private static @Nullable PrefixTree tree(List<AccessRule> rules, IpVersion family) {
        PrefixTree tree = null;
        for (AccessRule rule : rules) {
            if (rule.network().network().version() == family) {
                Prefix network = prefix(rule.network());
                tree = tree == null ? PrefixTree.of(network, rule.type()) : tree.with(network, rule.type());
            }
        }
        return tree;
    }

    private static Prefix prefix(Cidr network) {
        return Prefix.of(network.network().bytes(), network.prefixLength());
    }
}
