package io.steelyard.control.subscription;

import io.steelyard.control.event.RecordedEvent;
import java.io.IOException;
import java.util.List;

/** Takes events to where a subscription wants them. */
@FunctionalInterface
public interface Courier {
    /**
     * Returns when they were received there.
     *
     * @param events oldest first, at least one
     * @throws IOException when that is not known; its message says why and is shown to the account
     */
    void deliver(Subscription to, List<RecordedEvent> events) throws IOException;
}
