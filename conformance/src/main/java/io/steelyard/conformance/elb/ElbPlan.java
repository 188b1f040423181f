package io.steelyard.conformance.elb;

import java.time.Duration;

/**
 * How much there is, and how often each thing is measured.
 *
 * @param balancers 1 or more
 * @param instances of each, the same for all; 1 to 253
 * @param rounds of describing: all in pages as large as may be, one by its name, and a page of 20
 * @param registrations of one more instance, and its deregistration
 * @param interval of health checks, 5 s at least
 */
public record ElbPlan(int balancers, int instances, int rounds, int registrations, Duration interval) {}
