package io.steelyard.control.node;

import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.NodeReport;
import java.time.Instant;

/**
 * What one host sees of a node. There is none of nodes that have always been ONLINE there.
 *
 * @param at when it changed last
 */
public record NodeObservation(HostName host, NodeReport report, Instant at) {}
