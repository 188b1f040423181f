package io.steelyard.control.subscription;

import io.steelyard.domain.account.TenantId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * Where an account's events are sent, and how far that has come.
 *
 * @param cursor the id of the last event that was received there, 0 for none; what comes after it is still to be sent
 * @param attempts how many have failed in a row, 0 or more
 * @param due not to be tried before
 * @param givenUp why nothing is sent any more; empty while it is active
 */
public record Subscription(
        SubscriptionId id,
        TenantId tenant,
        URI url,
        long cursor,
        int attempts,
        Instant due,
        Optional<String> givenUp,
        Instant created) {
    public boolean isActive() {
        return givenUp.isEmpty();
    }

    /** Everything up to an event was received. */
    public Subscription received(long last, Instant now) {
        return new Subscription(id, tenant, url, last, 0, now, Optional.empty(), created);
    }

    /** One more attempt failed. */
    public Subscription failed(Instant next) {
        return new Subscription(id, tenant, url, cursor, attempts + 1, next, Optional.empty(), created);
    }

    /** Nothing is sent any more. */
    public Subscription givenUp(String why) {
        return new Subscription(id, tenant, url, cursor, attempts + 1, due, Optional.of(why), created);
    }
}
