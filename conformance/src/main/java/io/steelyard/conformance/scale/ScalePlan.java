package io.steelyard.conformance.scale;

import java.time.Duration;

/**
 * How much there is, and how often each thing is measured.
 *
 * @param nodes of each balancer
 * @param pages of 100 balancers that are listed
 * @param samples of changes, each a node added and a node disabled
 * @param features whether every feature is on
 * @param calm between the start and {@code idle}
 * @param idle for how long nothing is asked while the processor time is taken
 */
public record ScalePlan(
        int balancers, int nodes, int pages, int samples, boolean features, Duration calm, Duration idle) {}
