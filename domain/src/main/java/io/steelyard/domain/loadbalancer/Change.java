package io.steelyard.domain.loadbalancer;

import java.time.Instant;
import java.util.Optional;

/**
 * How far what was asked for has come. Every edit adds one to {@code generation}; {@code appliedGeneration} follows
 * when the hosts report. Between the two the last applied generation serves.
 */
public record Change(
        LoadBalancerId id,
        long generation,
        long appliedGeneration,
        Lifecycle lifecycle,
        boolean suspended,
        Optional<Failure> failure,
        Instant created,
        Instant updated) {

    /** A balancer just asked for: generation 1, nothing applied. */
    public static Change first(LoadBalancerId id, Instant now) {
        return new Change(id, 1, 0, Lifecycle.LIVE, false, Optional.empty(), now, now);
    }

    /** A new edit: a failure of an earlier generation no longer counts. */
    public Change edited(Instant now) {
        return new Change(id, generation + 1, appliedGeneration, lifecycle, suspended, Optional.empty(), created, now);
    }

    /** An edit that asks for the balancer's end. */
    public Change deleting(Instant now) {
        return new Change(
                id, generation + 1, appliedGeneration, Lifecycle.DELETING, suspended, Optional.empty(), created, now);
    }

    /** The hosts serve {@code applied}. Never goes back, never passes what was asked for. */
    public Change settled(long applied, Instant now) {
        if (applied <= appliedGeneration || applied > generation) {
            return this;
        }
        boolean gone = lifecycle == Lifecycle.DELETING && applied == generation;
        Optional<Failure> left = failure.filter(f -> f.generation() > applied);
        return new Change(id, generation, applied, gone ? Lifecycle.DELETED : lifecycle, suspended, left, created, now);
    }

    /** A host could not apply a generation. A report about one that was edited over since is dropped. */
    public Change failed(Failure reported, Instant now) {
        if (reported.generation() != generation || lifecycle == Lifecycle.DELETED) {
            return this;
        }
        return new Change(id, generation, appliedGeneration, lifecycle, suspended, Optional.of(reported), created, now);
    }

    public boolean isSettled() {
        return appliedGeneration == generation;
    }

    public Status status() {
        return Status.of(lifecycle, suspended, generation, appliedGeneration, failure);
    }
}
