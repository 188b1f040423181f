package io.steelyard.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. Safe for several threads. */
public final class SettableClock implements InstantSource {
    private volatile Instant now;

    public SettableClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void set(Instant to) {
        now = to;
    }

    /** Moves forward, or back when the duration is negative. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }
}
