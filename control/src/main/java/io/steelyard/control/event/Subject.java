package io.steelyard.control.event;

import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeStatus;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.Optional;

/**
 * The part of a balancer that an event is about.
 *
 * @param id of a node or a virtual IP; empty for what a balancer has one of
 * @param status what a node was seen to be, in an event that says so
 */
public record Subject(Part part, Optional<Integer> id, Optional<NodeStatus> status) {
    public static Subject of(Part part) {
        return new Subject(part, Optional.empty(), Optional.empty());
    }

    public static Subject of(NodeId node) {
        return new Subject(Part.NODE, Optional.of(node.value()), Optional.empty());
    }

    public static Subject of(NodeId node, NodeStatus status) {
        return new Subject(Part.NODE, Optional.of(node.value()), Optional.of(status));
    }

    public static Subject of(VirtualIpId virtualIp) {
        return new Subject(Part.VIRTUAL_IP, Optional.of(virtualIp.value()), Optional.empty());
    }
}
