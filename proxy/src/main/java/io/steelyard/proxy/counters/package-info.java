/**
 * What is counted of traffic: written by event loops without locks or atomics into memory that a killed process leaves
 * behind, gathered and told to control now and then.
 */
@NullMarked
package io.steelyard.proxy.counters;

import org.jspecify.annotations.NullMarked;
