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

    /** The same, with its time of change moved: a status edge is a change that pollers must see. */
    public Change touched(Instant now) {
        return new Change(id, generation, appliedGeneration, lifecycle, suspended, failure, created, now);
    }

    /** A new edit: a failure of an earlier generation no longer counts. */
    public Change edited(Instant now) {
        return new Change(id, generation + 1, appliedGeneration, lifecycle, suspended, Optional.empty(), created, now);
    }

    /**
     * An edit of what no host needs to know. It is applied with being asked for, unless something before it has yet to
     * be.
     */
    public Change noted(Instant now) {
        Change edited = edited(now);
        return isSettled() ? edited.settled(edited.generation()) : edited;
    }

    /** An edit by the operator that stops the balancer's traffic: its configuration stays as it is. */
    public Change suspending(Instant now) {
        return new Change(id, generation + 1, appliedGeneration, lifecycle, true, Optional.empty(), created, now);
    }

    /** An edit by the operator that lets traffic through again. */
    public Change resuming(Instant now) {
        return new Change(id, generation + 1, appliedGeneration, lifecycle, false, Optional.empty(), created, now);
    }

    /** An edit that asks for the balancer's end. */
    public Change deleting(Instant now) {
        return new Change(
                id, generation + 1, appliedGeneration, Lifecycle.DELETING, suspended, Optional.empty(), created, now);
    }

    /**
     * The hosts serve {@code applied}. The applied generation never goes back and never passes what was asked for; a
     * failure goes when its generation, or a later one, turns out to be served after all.
     */
    public Change settled(long applied) {
        if (applied > generation) {
            return this;
        }
        boolean gone = lifecycle == Lifecycle.DELETING && applied == generation;
        return new Change(
                id,
                generation,
                Math.max(appliedGeneration, applied),
                gone ? Lifecycle.DELETED : lifecycle,
                suspended,
                failure.filter(f -> f.generation() > applied),
                created,
                updated);
    }

    /** A host could not apply a generation. A report about one that was edited over since is dropped. */
    public Change failed(Failure reported) {
        if (reported.generation() != generation || lifecycle == Lifecycle.DELETED) {
            return this;
        }
        return new Change(
                id, generation, appliedGeneration, lifecycle, suspended, Optional.of(reported), created, updated);
    }

    public boolean isSettled() {
        return appliedGeneration == generation;
    }

    public Status status() {
        return Status.of(lifecycle, suspended, generation, appliedGeneration, failure);
    }
}
