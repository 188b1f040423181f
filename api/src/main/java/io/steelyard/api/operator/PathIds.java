package io.steelyard.api.operator;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.util.function.Function;

/** Ids out of paths. What cannot be an id is as unknown as one that was never given. */
public final class PathIds {
    private PathIds() {}

    public static LoadBalancerId loadBalancer(String text) {
        return read(text, id -> new LoadBalancerId(Integer.parseInt(id)), Refusal.Noun.LOAD_BALANCER);
    }

    public static TenantId tenant(String text) {
        return read(text, id -> new TenantId(Long.parseLong(id)), Refusal.Noun.ACCOUNT);
    }

    private static <T> T read(String text, Function<String, T> id, Refusal.Noun noun) {
        try {
            return id.apply(text);
        } catch (IllegalArgumentException noId) {
            throw new RefusedException(new Refusal.NotFound(noun));
        }
    }
}
