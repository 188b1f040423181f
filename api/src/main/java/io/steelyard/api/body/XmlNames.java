package io.steelyard.api.body;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What XML needs to know beyond the names that JSON has. Everything else follows one rule (2010 specification, the
 * samples of section 4): what has one value is an attribute, what has parts is an element.
 */
final class XmlNames {
    static final String NAMESPACE = "http://docs.openstack.org/loadbalancers/api/v1.0";

    /** What the parts of a list are called. */
    private static final Map<String, String> ITEMS = Map.ofEntries(
            Map.entry("loadBalancers", "loadBalancer"),
            Map.entry("nodes", "node"),
            Map.entry("virtualIps", "virtualIp"),
            Map.entry("protocols", "protocol"),
            Map.entry("algorithms", "algorithm"),
            Map.entry("absolute", "limit"),
            Map.entry("limitTypes", "limitType"),
            Map.entry("allowedDomains", "allowedDomain"),
            Map.entry("accessList", "networkItem"),
            Map.entry("networkItems", "networkItem"),
            Map.entry("metadata", "meta"),
            Map.entry("nodeServiceEvents", "nodeServiceEvent"),
            Map.entry("revisions", "revision"),
            Map.entry("differences", "difference"),
            Map.entry("dryRun", "outcome"),
            Map.entry("subscriptions", "subscription"),
            Map.entry("events", "event"),
            Map.entry("certificateMappings", "certificateMapping"),
            Map.entry("securityProtocols", "securityProtocol"),
            Map.entry("ciphers", "cipher"));

    /** Lists whose parts stand without an element around them. */
    private static final Map<String, String> BARE_ITEMS = Map.of(
            "messages", "message",
            "rate", "rate",
            "limit", "limit",
            "loadBalancerUsageRecords", "loadBalancerUsageRecord",
            "accountUsageRecords", "accountUsageRecord",
            "loadBalancerUsages", "loadBalancerUsage");

    /** Values that are long enough to be an element's text (section 5). */
    private static final Set<String> TEXTS =
            Set.of("message", "details", "content", "certificate", "intermediateCertificate");

    /** Elements whose text is one of their values, beside their attributes. */
    private static final Map<String, String> TEXT_VALUES = Map.of("meta", "value");

    private XmlNames() {}

    /** @throws IllegalStateException for a list that this class was not told of, an error of ours */
    static String item(String list) {
        @Nullable String item = ITEMS.get(list);
        if (item == null) {
            throw new IllegalStateException("XML has no name for the items of " + list);
        }
        return item;
    }

    /** Whether an element may occur in another more than once. */
    static boolean isItem(String name, String parent) {
        return name.equals(ITEMS.get(parent));
    }

    static Optional<String> bareItem(String list) {
        return Optional.ofNullable(BARE_ITEMS.get(list));
    }

    static boolean isText(String name) {
        return TEXTS.contains(name);
    }

    /** Which value of an element is its text; empty for most, whose text would be all they have. */
    static Optional<String> textValue(String element) {
        return Optional.ofNullable(TEXT_VALUES.get(element));
    }
}
