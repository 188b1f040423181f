package io.steelyard.proxy.persistence;

import io.steelyard.domain.desired.SessionCookies;
import io.steelyard.domain.node.NodeId;
import io.steelyard.proxy.upstream.NodeState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The session cookies of a listener's nodes, ready for the wire (RFC 6265). Finding one allocates nothing. */
public final class NodeCookies {
    private record Named(byte[] value, NodeState node) {}

    private final byte[] name;
    /** By their values, so that many nodes cost little more than few. */
    private final Named[] sorted;

    private final Map<NodeState, byte[]> fields = new IdentityHashMap<>();

    private NodeCookies(byte[] name, List<Named> named) {
        this.name = name;
        this.sorted = named.stream()
                .sorted(Comparator.comparing(Named::value, Arrays::compare))
                .toArray(Named[]::new);
        named.forEach(each -> fields.put(each.node(), field(name, each.value())));
    }

    /** Those of these nodes. */
    public static NodeCookies of(SessionCookies cookies, Collection<NodeState> nodes) {
        Map<NodeId, String> values = cookies.values().stream()
                .collect(Collectors.toMap(SessionCookies.Value::node, SessionCookies.Value::value));
        List<Named> named = nodes.stream()
                .filter(node -> values.containsKey(node.id()))
                .map(node -> new Named(octets(values.getOrDefault(node.id(), "")), node))
                .toList();
        return new NodeCookies(octets(cookies.name()), named);
    }

    private static byte[] field(byte[] name, byte[] value) {
        return octets("Set-Cookie: " + text(name) + "=" + text(value) + "; Path=/; HttpOnly\r\n");
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.US_ASCII);
    }

    /** The whole field line that gives a client the cookie of a node; null when the node has none. */
    public byte @Nullable [] field(NodeState node) {
        return fields.get(node);
    }

    /**
     * The node that a Cookie field's value names first; null when it names none of ours.
     *
     * @param octets where the value is
     */
    public @Nullable NodeState find(byte[] octets, int from, int to) {
        for (int at = from; at < to; ) {
            int end = pairEnd(octets, at, to);
            NodeState found = ofPair(octets, skipBlanks(octets, at, end), end);
            if (found != null) {
                return found;
            }
            at = end + 1;
        }
        return null;
    }

    private static int pairEnd(byte[] octets, int from, int to) {
        int at = from;
        while (at < to && octets[at] != ';') {
            at++;
        }
        return at;
    }

    private static int skipBlanks(byte[] octets, int from, int to) {
        int at = from;
        while (at < to && (octets[at] == ' ' || octets[at] == '\t')) {
            at++;
        }
        return at;
    }

    private @Nullable NodeState ofPair(byte[] octets, int from, int to) {
        int equals = from + name.length;
        boolean ours =
                equals < to && octets[equals] == '=' && Arrays.equals(octets, from, equals, name, 0, name.length);
        return ours ? ofValue(octets, equals + 1, to) : null;
    }

    private @Nullable NodeState ofValue(byte[] octets, int from, int to) {
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            byte[] value = sorted[middle].value();
            int order = Arrays.compare(value, 0, value.length, octets, from, to);
            if (order == 0) {
                return sorted[middle].node();
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }
}
