package io.steelyard.domain.virtualip;

/** Whether a virtual IP's address may be handed out. */
public enum VipState {
    /** Belongs to at least one balancer. */
    IN_USE,
    /** Left by its last balancer; not handed out again until the quarantine ends or the pool would be empty. */
    QUARANTINED
}
