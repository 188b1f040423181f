package io.steelyard.domain.desired;

import io.steelyard.domain.node.NodeId;
import java.util.List;

/**
 * By what clients of a listener are known again when its sessions go by cookies.
 *
 * @param name what the cookie is called
 * @param values one for each endpoint
 */
public record SessionCookies(String name, List<Value> values) {
    public SessionCookies {
        values = List.copyOf(values);
    }

    /** What a client presents to be sent to a node again. */
    public record Value(NodeId node, String value) {}
}
