package io.steelyard.domain.desired;

import io.steelyard.domain.node.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * By what clients of a listener are known again when its sessions go by cookies.
 *
 * @param name what the cookie is called
 * @param values one for each endpoint that clients may come back to
 * @param lifetime how long one counts after it was given; empty until the browser's session ends
 * @param follows the application's cookie that it comes with and counts for nothing without; empty for none
 */
public record SessionCookies(String name, List<Value> values, Optional<Duration> lifetime, Optional<String> follows) {
    public SessionCookies {
        values = List.copyOf(values);
    }

    /** What a client presents to be sent to a node again. */
    public record Value(NodeId node, String value) {}
}
