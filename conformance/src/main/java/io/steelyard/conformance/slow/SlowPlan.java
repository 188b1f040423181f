package io.steelyard.conformance.slow;

import java.time.Duration;
import java.util.List;

/**
 * How much is attacked, and how long others are watched.
 *
 * @param attackers of each of the three kinds
 * @param rounds without and with the attack, in turn
 * @param round how long others are watched in each
 * @param clients the others, at once
 * @param pause of an attacker between two morsels, whole seconds
 * @param options of the service
 * @param timeout of the attacked balancer, for clients that do nothing at all, whole seconds
 */
record SlowPlan(
        int attackers,
        int rounds,
        Duration round,
        int clients,
        Duration pause,
        List<String> options,
        Duration timeout) {}
