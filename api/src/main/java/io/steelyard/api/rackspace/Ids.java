package io.steelyard.api.rackspace;

import io.steelyard.control.subscription.SubscriptionId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.function.IntFunction;

/** Ids out of paths and queries. What cannot be an id is as unknown as one that was never given. */
public final class Ids {
    private Ids() {}

    public static LoadBalancerId loadBalancer(String text) {
        return read(text, LoadBalancerId::new, Refusal.Noun.LOAD_BALANCER);
    }

    public static NodeId node(String text) {
        return read(text, NodeId::new, Refusal.Noun.NODE);
    }

    public static VirtualIpId virtualIp(String text) {
        return read(text, VirtualIpId::new, Refusal.Noun.VIRTUAL_IP);
    }

    public static int accessRule(String text) {
        return read(text, id -> id, Refusal.Noun.ACCESS_RULE);
    }

    /** Of an item of metadata. */
    public static int metadata(String text) {
        return read(text, Ids::positive, Refusal.Noun.METADATA_ITEM);
    }

    public static SubscriptionId subscription(String text) {
        return read(text, SubscriptionId::new, Refusal.Noun.SUBSCRIPTION);
    }

    /** Of a revision. */
    public static int generation(String text) {
        return read(text, Ids::positive, Refusal.Noun.REVISION);
    }

    private static int positive(int id) {
        if (id <= 0) {
            throw new IllegalArgumentException("an id is positive, not " + id);
        }
        return id;
    }

    public static int certificateMapping(String text) {
        return read(text, number -> number, Refusal.Noun.CERTIFICATE_MAPPING);
    }

    private static <T> T read(String text, IntFunction<T> id, Refusal.Noun noun) {
        try {
            return id.apply(Integer.parseInt(text));
        } catch (IllegalArgumentException noId) {
            throw new RefusedException(new Refusal.NotFound(noun));
        }
    }
}
