package io.steelyard.domain.refusal;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Status;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Why the service will not do what was asked. Carries facts; each dialect has one mapper that turns them into its own
 * codes and sentences.
 */
public sealed interface Refusal {

    /** Not there, or not this tenant's: the two must look the same. */
    record NotFound(Noun noun) implements Refusal {}

    /** The request breaks rules; all broken ones together. */
    record Invalid(List<Violation> violations) implements Refusal {
        public Invalid {
            violations = List.copyOf(violations);
            if (violations.isEmpty()) {
                throw new IllegalArgumentException("an invalid request breaks at least one rule");
            }
        }

        public static Invalid because(String attribute, Violation.Rule rule, String detail) {
            return new Invalid(List.of(new Violation(attribute, rule, detail)));
        }
    }

    /** The balancer's status forbids this write for now. */
    record Immutable(LoadBalancerId id, Status status) implements Refusal {}

    /** The balancer is not, or no longer, as the caller saw it and required it to be. */
    record Changed(LoadBalancerId id) implements Refusal {}

    /** What was asked for is there already. */
    record Conflict(Noun noun, String detail) implements Refusal {}

    /** What shall be taken away was not there. */
    record Missing(Noun noun) implements Refusal {}

    /** It cannot be changed so while others use it, or have set it. */
    record InUse(Noun noun, String detail) implements Refusal {}

    /** An account's limit would be passed. */
    record OverLimit(Limit limit, int allowed) implements Refusal {}

    /** The account has sent too many requests. */
    record RateExceeded(Duration retryAfter) implements Refusal {}

    /** No address of the wanted kind is free. */
    record OutOfVirtualIps() implements Refusal {}

    /** No token, or not one for this. Says nothing more on purpose. */
    record Unauthorized() implements Refusal {}

    /** The caller is known but its role does not allow this. */
    record Forbidden() implements Refusal {}

    /** The balancer was deleted. */
    record Gone(LoadBalancerId id) implements Refusal {}

    /** The service cannot answer now; traffic goes on. */
    record Unavailable(Duration retryAfter) implements Refusal {}

    /** It was asked for, and no host can serve it. */
    record NotServed(String reason) implements Refusal {}

    /** The things a tenant can ask for by id. */
    enum Noun {
        ACCOUNT,
        LOAD_BALANCER,
        NODE,
        VIRTUAL_IP,
        SESSION_PERSISTENCE,
        ACCESS_RULE,
        CONNECTION_THROTTLE,
        ERROR_PAGE,
        METADATA_ITEM,
        REVISION,
        SUBSCRIPTION,
        HEALTH_MONITOR,
        SSL_TERMINATION,
        CERTIFICATE_MAPPING,
        USER,
        /** A network that virtual IPs are taken from. */
        VIP_BLOCK,
        /** A network that nodes may not be in. */
        CLOSED_NETWORK,
        /** What requests are signed with. */
        ACCESS_KEY,
        /** A server of an account's inventory. */
        INSTANCE,
        /** A port of a classic balancer. */
        LISTENER,
        /** A named policy of a classic balancer. */
        POLICY,
        POLICY_TYPE,
        /** A certificate of an account's own. */
        SERVER_CERTIFICATE,
        /** The certificate that a listener is to show. */
        LISTENER_CERTIFICATE,
        /** A group of servers. */
        SCALING_GROUP,
        LAUNCH_CONFIGURATION,
        /** Work that has yet to be done for a balancer. */
        JOB
    }

    /** What an account may have a limited number of. */
    enum Limit {
        /** Over all regions, not counting deleted ones. */
        LOAD_BALANCERS("loadbalancers"),
        /** Whatever their condition. */
        NODES_PER_LOAD_BALANCER("nodes"),
        ACCESS_LIST_ITEMS_PER_LOAD_BALANCER("accesslist"),
        /** Per load balancer. */
        IPV6_VIRTUAL_IPS("ipv6vips"),
        /** In one request that names several things. */
        IDS_PER_BATCH("batch"),
        METADATA_ITEMS("metadata"),
        CERTIFICATE_MAPPINGS_PER_LOAD_BALANCER("certificatemappings"),
        /** Of an account's own. */
        SERVER_CERTIFICATES("servercertificates"),
        /** In its inventory, counting those that nobody named: announced or discovered ones. */
        INSTANCES("instances");

        private final String key;

        Limit(String key) {
            this.key = key;
        }

        /** What settings and operators call it. */
        public String key() {
            return key;
        }

        public static Optional<Limit> withKey(String key) {
            return Arrays.stream(values())
                    .filter(limit -> limit.key.equals(key))
                    .findFirst();
        }
    }
}
