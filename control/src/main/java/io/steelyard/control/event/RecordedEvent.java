package io.steelyard.control.event;

/**
 * An event as it is kept.
 *
 * @param id higher than that of every event recorded before it, over all balancers; 1 or more
 */
public record RecordedEvent(long id, Event event) {}
