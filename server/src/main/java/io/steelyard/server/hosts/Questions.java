package io.steelyard.server.hosts;

import io.steelyard.domain.observed.BalancerFigures;
import io.steelyard.hostlink.HostLink;
import io.steelyard.hostlink.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** What a host was asked and has not answered yet. Any thread. */
final class Questions {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final AtomicLong last = new AtomicLong();
    private final Map<Long, CompletableFuture<List<BalancerFigures>>> open = new ConcurrentHashMap<>();

    /** What the host saw; empty when it does not answer within {@link #LIMIT}. */
    Optional<List<BalancerFigures>> ask(HostLink host, int nodes) {
        long question = last.incrementAndGet();
        CompletableFuture<List<BalancerFigures>> answer = new CompletableFuture<>();
        open.put(question, answer);
        try {
            return host.send(new Message.Look(question, nodes))
                    ? Optional.of(answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    : Optional.empty();
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            open.remove(question);
        }
    }

    /** The host's link's thread alone. */
    void answered(Message.Seen seen) {
        CompletableFuture<List<BalancerFigures>> answer = open.get(seen.question());
        if (answer != null) {
            answer.complete(seen.balancers());
        }
    }
}
