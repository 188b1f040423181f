package io.steelyard.proxy.persistence;

import io.steelyard.domain.desired.SessionCookies;
import io.steelyard.domain.node.NodeId;
import io.steelyard.proxy.upstream.NodeState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The session cookies of a listener's nodes, ready for the wire (RFC 6265). Finding one allocates nothing.
 *
 * <p>One that ends says when, in seconds of Unix time behind its value: {@code VALUE.SECONDS}. That is no secret and not
 * authenticated, as who changes it only stays longer at the node where it is.
 */
public final class NodeCookies {
    private static final String ATTRIBUTES = "; Path=/; HttpOnly";
    private static final char END = '.';
    /** Of more seconds than there will be; in milliseconds they do not overflow yet. */
    private static final int MOST_DIGITS = 15;

    private record Named(byte[] value, NodeState node) {}

    private final CookieName name;
    private final Optional<Duration> lifetime;
    private final @Nullable CookieName follows;
    private final InstantSource clock;
    /** By their values, so that many nodes cost little more than few. */
    private final Named[] sorted;

    private final Map<NodeState, byte[]> values = new IdentityHashMap<>();
    private final Map<NodeState, byte[]> fields = new IdentityHashMap<>();

    private NodeCookies(SessionCookies cookies, List<Named> named, InstantSource clock) {
        this.name = new CookieName(cookies.name());
        this.lifetime = cookies.lifetime();
        this.follows = cookies.follows().map(CookieName::new).orElse(null);
        this.clock = clock;
        this.sorted = named.stream()
                .sorted(Comparator.comparing(Named::value, Arrays::compare))
                .toArray(Named[]::new);
        for (Named each : named) {
            values.put(each.node(), each.value());
            fields.put(each.node(), octets(start(each.value()) + ATTRIBUTES + "\r\n"));
        }
    }

    /**
     * Those of these nodes.
     *
     * @param clock tells when they end, where they do
     */
    public static NodeCookies of(SessionCookies cookies, Collection<NodeState> nodes, InstantSource clock) {
        Map<NodeId, String> values = cookies.values().stream()
                .collect(Collectors.toMap(SessionCookies.Value::node, SessionCookies.Value::value));
        List<Named> named = nodes.stream()
                .filter(node -> values.containsKey(node.id()))
                .map(node -> new Named(octets(values.getOrDefault(node.id(), "")), node))
                .toList();
        return new NodeCookies(cookies, named, clock);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private String start(byte[] value) {
        return "Set-Cookie: " + name + "=" + new String(value, StandardCharsets.US_ASCII);
    }

    /** Whether they come with a cookie of the application's, and count for nothing without it. */
    public boolean areFollowing() {
        return follows != null;
    }

    /** Whether a Cookie field's value has a cookie of our name, whatever it says. */
    public boolean hasOurs(byte[] octets, int from, int to) {
        return name.isIn(octets, from, to);
    }

    /** Whether a Cookie field's value has the application's cookie. */
    public boolean hasApplications(byte[] octets, int from, int to) {
        CookieName application = follows;
        return application != null && application.isIn(octets, from, to);
    }

    /** The whole field line that gives a client the cookie of a node; null when the node has none. */
    public byte @Nullable [] field(NodeState node) {
        byte[] value = values.get(node);
        return value == null || lifetime.isEmpty() ? fields.get(node) : ending(value, lifetime.get());
    }

    private byte[] ending(byte[] value, Duration after) {
        long end = clock.instant().plus(after).getEpochSecond();
        return octets(start(value) + END + end + ATTRIBUTES + "; Max-Age=" + after.toSeconds() + "\r\n");
    }

    /**
     * The same with the attributes of the application's cookie, so that one lives as long as the other.
     *
     * @param octets where the value of a Set-Cookie field is
     * @return null when that sets another cookie, or the node has none
     */
    public byte @Nullable [] field(NodeState node, byte[] octets, int from, int to) {
        CookieName application = follows;
        byte[] value = values.get(node);
        int pairEnd = CookieName.pairEnd(octets, from, to);
        if (application == null || value == null || application.value(octets, from, pairEnd) == CookieName.NOT_THERE) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(octets(start(value)));
        line.write(octets, pairEnd, to - pairEnd);
        line.writeBytes(octets("\r\n"));
        return line.toByteArray();
    }

    /**
     * The node that a Cookie field's value names first; null when it names none of ours.
     *
     * @param octets where the value is
     */
    public @Nullable NodeState find(byte[] octets, int from, int to) {
        for (int at = from; at < to; ) {
            int end = CookieName.pairEnd(octets, at, to);
            int value = name.value(octets, at, end);
            NodeState found = value == CookieName.NOT_THERE ? null : ofValue(octets, value, end);
            if (found != null) {
                return found;
            }
            at = end + 1;
        }
        return null;
    }

    private @Nullable NodeState ofValue(byte[] octets, int from, int to) {
        int end = from;
        while (end < to && octets[end] != END) {
            end++;
        }
        return end == to
                ? ofCode(octets, from, to, lifetime.isEmpty())
                : ofCode(octets, from, end, lasts(octets, end + 1, to));
    }

    /** Whether an end is yet to come. */
    private boolean lasts(byte[] octets, int from, int to) {
        if (from == to || to - from > MOST_DIGITS) {
            return false;
        }
        long seconds = 0;
        for (int at = from; at < to; at++) {
            if (octets[at] < '0' || octets[at] > '9') {
                return false;
            }
            seconds = 10 * seconds + octets[at] - '0';
        }
        return clock.millis() < 1000 * seconds;
    }

    private @Nullable NodeState ofCode(byte[] octets, int from, int to, boolean counts) {
        int low = 0;
        int high = counts ? sorted.length - 1 : -1;
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
