package io.steelyard.control.idempotency;

import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Makes a request that is sent twice with the same key happen once
 * (<a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">Idempotency-Key</a>). The answer
 * is kept in the unit that does what was asked, so no crash comes between.
 */
public final class IdempotencyService {
    public static final Duration KEPT_FOR = Duration.ofHours(24);
    /** Per account; of more, the oldest are forgotten early. */
    public static final int MOST_KEPT = 1_000;

    private final Store store;
    private final InstantSource clock;

    public IdempotencyService(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What a request with this key was answered within the last 24 h. */
    public Optional<KeptAnswer> answered(TenantId tenant, String key) {
        return store.<Optional<KeptAnswer>>read(unit -> unit.keptAnswer(tenant, key))
                .filter(this::isRecent);
    }

    /**
     * Keeps an answer within the unit that does what was asked.
     *
     * @param about the balancer whose end erases the answer
     * @throws AnsweredAlreadyException when there is one for the key
     */
    public void keep(
            WriteUnit unit, TenantId tenant, String key, String fingerprint, LoadBalancerId about, String answer) {
        if (unit.keptAnswer(tenant, key).filter(this::isRecent).isPresent()) {
            throw new AnsweredAlreadyException();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        unit.removeKeptAnswersUntil(now.minus(KEPT_FOR));
        unit.save(new KeptAnswer(tenant, key, fingerprint, about, Optional.of(answer), now));
        unit.removeKeptAnswersBeyond(tenant, MOST_KEPT);
    }

    private boolean isRecent(KeptAnswer kept) {
        return kept.at().plus(KEPT_FOR).isAfter(clock.instant());
    }
}
