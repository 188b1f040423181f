/**
 * Classic balancers: the kind that AWS Elastic Load Balancing (2012-06-01) knows, with many listeners and named policies. What
 * was said of one is kept as it was said, and {@link io.steelyard.domain.classic.Meaning} turns it into listeners and a pool.
 */
package io.steelyard.domain.classic;
