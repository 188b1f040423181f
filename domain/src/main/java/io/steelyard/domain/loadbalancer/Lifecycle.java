package io.steelyard.domain.loadbalancer;

/** Whether a balancer is meant to exist. */
public enum Lifecycle {
    /** Wanted. */
    LIVE,
    /** Its tenant asked for its end; hosts may still carry its traffic. */
    DELETING,
    /** Gone from every host. Id, name, status and times are kept for 90 days. */
    DELETED
}
