/**
 * What is seen of the work of balancers and nodes, for whoever watches the service: plain additions by event loops to memory
 * of their own, read when somebody asks. What is billed is in {@link io.steelyard.proxy.counters} and outlives the process;
 * this does not.
 */
@NullMarked
package io.steelyard.proxy.figures;

import org.jspecify.annotations.NullMarked;
