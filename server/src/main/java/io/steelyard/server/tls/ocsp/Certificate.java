package io.steelyard.server.tls.ocsp;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A certificate in service, and what its responder said last. Guarded by {@link Stapling}. */
final class Certificate {
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(4);
    private static final Duration SHORTEST_RENEWAL = Duration.ofSeconds(10);

    private final Question question;
    private Optional<Verdict> verdict = Optional.empty();
    private Instant due;
    private Duration pause = FIRST_PAUSE;
    private boolean asked;

    Certificate(Question question, Instant now) {
        this.question = question;
        this.due = now;
    }

    Question question() {
        return question;
    }

    /** What may be handed out. */
    Optional<Verdict> verdict() {
        return verdict;
    }

    /** Whether it is time to ask, and nobody does. */
    boolean isDue(Instant now) {
        return !asked && !now.isBefore(due);
    }

    boolean isAsked() {
        return asked;
    }

    void ask() {
        asked = true;
    }

    void answered(Verdict said, Instant now) {
        asked = false;
        verdict = Optional.of(said);
        pause = FIRST_PAUSE;
        Instant soonest = now.plus(SHORTEST_RENEWAL);
        due = said.renewal().isBefore(soonest) ? soonest : said.renewal();
    }

    /** What was said before holds until its end. */
    void unanswered(Instant now) {
        asked = false;
        due = now.plus(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
