package io.steelyard.store;

import io.steelyard.control.store.StoreUnavailableException;
import io.steelyard.control.store.WriteUnit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * One caller's write on its way through the {@link Writer}.
 *
 * <p>WAITING → CLAIMED by the writer, or WAITING → CANCELLED by a caller who gave up; never both. So a caller who is told
 * that nothing was kept is told the truth.
 */
final class QueuedUnit<R> {
    private enum State {
        WAITING,
        CLAIMED,
        CANCELLED
    }

    private final Function<? super WriteUnit, R> body;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<R> answer = new CompletableFuture<>();
    private Runnable outcome = () -> refuse(new IllegalStateException("the unit did not run"));

    QueuedUnit(Function<? super WriteUnit, R> body) {
        this.body = body;
    }

    /** The writer's: from now on the caller waits for the answer, however long the disk takes. */
    boolean claim() {
        return state.compareAndSet(State.WAITING, State.CLAIMED);
    }

    /** The caller's: the unit will never run. */
    boolean cancel() {
        return state.compareAndSet(State.WAITING, State.CANCELLED);
    }

    /**
     * Runs the body and keeps what it returned or threw until {@link #answer}.
     *
     * @return what the body threw; empty when its changes are to be kept
     */
    Optional<Throwable> run(WriteUnit unit) {
        try {
            R result = body.apply(unit);
            outcome = () -> answer.complete(result);
            return Optional.empty();
        } catch (DataAccessException failed) {
            outcome = () -> refuse(failed);
            return Optional.of(failed);
        } catch (Throwable thrown) {
            // Errors too: they belong to the caller, not to the other units of the batch.
            outcome = () -> answer.completeExceptionally(thrown);
            return Optional.of(thrown);
        }
    }

    /** Tells the caller what the body made of it. */
    void answer() {
        outcome.run();
    }

    /** Tells the caller that nothing was kept. */
    void refuse(Throwable cause) {
        answer.completeExceptionally(
                new StoreUnavailableException("The store could not keep the change: " + cause.getMessage(), cause));
    }

    /**
     * The body's result once it is durable.
     *
     * @param patience how long the unit may wait for its turn
     */
    R await(Duration patience) {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException thrown) {
            throw asItWas(thrown.getCause());
        } catch (TimeoutException late) {
            return awaitUnlessCancelled("The store is busy: the change waited " + patience + " for its turn.", late);
        } catch (InterruptedException stopping) {
            try {
                return awaitUnlessCancelled("The wait for the store was interrupted.", stopping);
            } finally {
                Thread.currentThread().interrupt();
            }
        }
    }

    private R awaitUnlessCancelled(String otherwise, Exception cause) {
        if (cancel()) {
            throw new StoreUnavailableException(otherwise, cause);
        }
        try {
            return answer.join();
        } catch (CompletionException thrown) {
            throw asItWas(thrown.getCause());
        }
    }

    private static RuntimeException asItWas(@Nullable Throwable thrown) {
        return switch (thrown) {
            case Error error -> throw error;
            case RuntimeException exception -> exception;
            case null, default -> new IllegalStateException(thrown);
        };
    }
}
