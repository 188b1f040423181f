package io.steelyard.api.operator.traffic;

import io.steelyard.control.ssltermination.NewCertificate;
import io.steelyard.domain.traffic.TrafficOptions;

/**
 * What is to be on.
 *
 * @param nodeIdentity what nodes are to be shown, which {@code options} does not have
 */
record NewTrafficOptions(TrafficOptions options, NewCertificate nodeIdentity) {}
