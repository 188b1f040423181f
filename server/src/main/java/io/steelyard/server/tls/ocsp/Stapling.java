package io.steelyard.server.tls.ocsp;

import io.steelyard.domain.desired.DesiredCertificate;
import io.steelyard.domain.desired.DesiredListener;
import io.steelyard.domain.desired.DesiredLoadBalancer;
import io.steelyard.domain.desired.DesiredTls;
import io.steelyard.domain.desired.Entry;
import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.tls.Staple;
import io.steelyard.server.webhook.PinnedPost;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what authorities say of the certificates that hosts serve: asks when a certificate comes, again at half of an
 * answer's life, and after a pause when there was no answer. One question at a time for each load balancer and
 * {@value #MOST_AT_ONCE} in all, so that a responder that is silent keeps nobody else's waiting.
 *
 * <p>Threading: told by whoever publishes; asks on threads of its own.
 */
public final class Stapling implements AutoCloseable {
    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_CERTIFICATES = 20_000;
    private static final Logger LOG = LoggerFactory.getLogger(Stapling.class);

    private final Responders responders;
    private final InstantSource clock;
    private final Consumer<List<Staple>> hosts;
    /** By their chains; empty for one that nobody can be asked about, so that it is looked into once. */
    private final Map<LoadBalancerId, Map<String, Optional<Certificate>>> certificates = new HashMap<>();

    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("ocsp").daemon().factory());
    private int followed;
    private int askedNow;

    /** @param hosts are told what is new, from any thread */
    public Stapling(PinnedPost post, InstantSource clock, Consumer<List<Staple>> hosts) {
        this.responders = new Responders(post, clock);
        this.clock = clock;
        this.hosts = hosts;
    }

    /** Asks from now on. */
    public void start() {
        timer.scheduleWithFixedDelay(this::askSafely, 1, 1, TimeUnit.SECONDS);
    }

    /** This is what hosts are to serve from now on. */
    public synchronized void follow(HostDesired desired) {
        desired.entries().forEach(entry -> {
            switch (entry) {
                case Entry.Present present -> follow(present.id(), present.desired());
                case Entry.Absent absent -> replace(absent.id(), Map.of());
            }
        });
    }

    private void follow(LoadBalancerId id, DesiredLoadBalancer desired) {
        Map<String, Optional<Certificate>> before = certificates.getOrDefault(id, Map.of());
        replace(
                id,
                desired.listeners().stream()
                        .map(DesiredListener::tls)
                        .flatMap(Optional::stream)
                        .flatMap(Stapling::chains)
                        .distinct()
                        .collect(Collectors.toMap(Function.identity(), chain -> certificate(chain, before))));
    }

    private Optional<Certificate> certificate(String chain, Map<String, Optional<Certificate>> before) {
        Optional<Certificate> known = before.get(chain);
        return known != null ? known : Question.of(chain).map(question -> new Certificate(question, clock.instant()));
    }

    private void replace(LoadBalancerId id, Map<String, Optional<Certificate>> now) {
        followed -= certificates.getOrDefault(id, Map.of()).size();
        certificates.remove(id);
        if (!now.isEmpty() && followed + now.size() <= MOST_CERTIFICATES) {
            certificates.put(id, now);
            followed += now.size();
        }
    }

    private static Stream<String> chains(DesiredTls tls) {
        return Stream.concat(
                        Stream.of(tls.certificate()), tls.mappings().stream().map(DesiredTls.Mapping::certificate))
                .map(DesiredCertificate::chain);
    }

    /** All that may be handed out, for a host that knows nothing. */
    private synchronized List<Staple> staples() {
        Instant now = clock.instant();
        return certificates.values().stream()
                .flatMap(Stapling::known)
                .flatMap(certificate -> certificate.verdict().stream())
                .map(Verdict::staple)
                .filter(staple -> staple.until().isAfter(now))
                .toList();
    }

    /** Tells hosts everything, soon. */
    void tellAll() {
        try {
            timer.execute(
                    () -> Optional.of(staples()).filter(all -> !all.isEmpty()).ifPresent(hosts));
        } catch (RejectedExecutionException ending) {
            LOG.trace("Nothing is told any more", ending);
        }
    }

    private void askSafely() {
        try {
            ask();
        } catch (RuntimeException unexpected) {
            LOG.error("Responders could not be asked", unexpected);
        }
    }

    private synchronized void ask() {
        Instant now = clock.instant();
        for (Map<String, Optional<Certificate>> balancer : certificates.values()) {
            if (askedNow < MOST_AT_ONCE && known(balancer).noneMatch(Certificate::isAsked)) {
                known(balancer)
                        .filter(certificate -> certificate.isDue(now))
                        .findFirst()
                        .ifPresent(this::ask);
            }
        }
    }

    private static Stream<Certificate> known(Map<String, Optional<Certificate>> balancer) {
        return balancer.values().stream().flatMap(Optional::stream);
    }

    private void ask(Certificate certificate) {
        certificate.ask();
        askedNow++;
        asking.execute(() -> answer(certificate));
    }

    private void answer(Certificate certificate) {
        Optional<Verdict> verdict = Optional.empty();
        try {
            verdict = Optional.of(responders.ask(certificate.question()));
        } catch (OcspException unanswered) {
            LOG.info("No OCSP response: {}", unanswered.getMessage());
        } finally {
            answered(certificate, verdict);
        }
        verdict.ifPresent(said -> hosts.accept(List.of(said.staple())));
    }

    private synchronized void answered(Certificate certificate, Optional<Verdict> verdict) {
        askedNow--;
        Instant now = clock.instant();
        verdict.ifPresentOrElse(said -> certificate.answered(said, now), () -> certificate.unanswered(now));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        asking.shutdownNow();
    }
}
