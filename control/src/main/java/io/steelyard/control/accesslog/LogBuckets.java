package io.steelyard.control.accesslog;

import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.classic.ClassicAttributes.AccessLog;
import io.steelyard.domain.loadbalancer.Lifecycle;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.region.Region;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * The buckets that detailed logs go to. A bucket is looked at when a balancer is to use it, by writing to it; where logs go is
 * remembered beside them, so that those of a balancer that is gone arrive too. Any thread.
 */
public final class LogBuckets {
    private static final Duration REMEMBERED_FOR = Duration.ofDays(7);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int CHECKS_AT_ONCE = 8;

    private final Path destinations;
    private final BucketOwners owners;
    private final Optional<BucketStore> store;
    private final List<Region> regions;
    private final InstantSource clock;
    private final Semaphore checks = new Semaphore(CHECKS_AT_ONCE);
    private final Set<TenantId> checking = ConcurrentHashMap.newKeySet();

    /**
     * @param logs the directory where the host leaves its logs; made if absent
     * @param store empty where there are no buckets
     * @throws IOException when the directory cannot be used
     */
    public LogBuckets(
            Path logs, BucketOwners owners, Optional<BucketStore> store, List<Region> regions, InstantSource clock)
            throws IOException {
        this.destinations = logs.resolve("destinations");
        this.owners = owners;
        this.store = store;
        this.regions = List.copyOf(regions);
        this.clock = clock;
        Outbox.makeDirectory(logs);
        Outbox.makeDirectory(destinations);
    }

    /**
     * Makes sure that a balancer's logs can go where they are wanted: writes the test file there.
     *
     * @throws LogRefusedException when they cannot; with a sentence for the tenant
     * @throws RefusedException with Unavailable when that cannot be told now
     */
    public void prepare(LoadBalancerView balancer, AccessLog wanted) throws LogRefusedException {
        BucketStore buckets = store.orElseThrow(() -> new LogRefusedException(
                "Access logs cannot be enabled: this service has no S3 that they could be written to."));
        LogDestination destination = LogDestination.of(balancer, region(balancer), wanted)
                .orElseThrow(() -> new LogRefusedException("Access logs need an S3BucketName."));
        String wrong = destination.whatIsWrong();
        if (!wrong.isEmpty()) {
            throw new LogRefusedException(wrong);
        }
        if (!owners.owns(destination.account(), destination.bucket())) {
            throw accessDenied(destination);
        }
        if (!checking.add(destination.account())) {
            throw unavailable();
        }
        try {
            check(buckets, destination);
            remember(balancer.row().id(), destination);
        } catch (LogRefusedException refused) {
            throw accessDenied(destination);
        } catch (IOException away) {
            throw unavailable();
        } finally {
            checking.remove(destination.account());
        }
    }

    /**
     * Looks at where a balancer's logs would go if they were switched on, without going there.
     *
     * @throws LogRefusedException when nothing can be there; with a sentence for the tenant
     */
    public void judge(LoadBalancerView balancer, AccessLog wanted) throws LogRefusedException {
        String wrong = LogDestination.of(balancer, region(balancer), wanted)
                .map(LogDestination::whatIsWrong)
                .orElse("");
        if (!wrong.isEmpty()) {
            throw new LogRefusedException(wrong);
        }
    }

    private void check(BucketStore buckets, LogDestination destination) throws IOException {
        if (!checks.tryAcquire()) {
            throw unavailable();
        }
        Path file = Files.createTempFile("steelyard", ".txt");
        try {
            Files.writeString(
                    file,
                    "Enable AccessLog for ELB: " + destination.balancer() + " at "
                            + clock.instant().truncatedTo(ChronoUnit.MILLIS) + "\n");
            BucketKey test = destination.test();
            buckets.put(test.bucket(), test.key(), file);
        } finally {
            checks.release();
            Files.delete(file);
        }
    }

    private static LogRefusedException accessDenied(LogDestination destination) {
        return new LogRefusedException(
                "Access Denied for bucket: " + destination.bucket() + ". Please check S3bucket permission");
    }

    private static RefusedException unavailable() {
        return new RefusedException(new Refusal.Unavailable(RETRY_AFTER));
    }

    /** Durable when it returns. */
    private void remember(LoadBalancerId balancer, LogDestination destination) throws IOException {
        Path draft = destinations.resolve(balancer + ".new");
        try (FileChannel file = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer text = ByteBuffer.wrap(destination.text().getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                file.write(text);
            }
            file.force(true);
        }
        Files.move(draft, file(balancer), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path file(LoadBalancerId balancer) {
        return destinations.resolve(balancer.toString());
    }

    /**
     * Where a balancer's logs go; empty where it never said so in a way that can be followed. Once they are switched off it may say
     * anything: what was logged before goes where it would have gone.
     */
    Optional<LogDestination> destination(LoadBalancerView balancer) throws IOException {
        Optional<LogDestination> said = balancer.row()
                .configuration()
                .flatMap(LoadBalancer::classic)
                .map(classic -> classic.attributes().accessLog())
                .filter(AccessLog::enabled)
                .flatMap(log -> LogDestination.of(balancer, region(balancer), log));
        Optional<LogDestination> found =
                said.isPresent() ? said : remembered(balancer.row().id());
        return found.filter(destination -> destination.whatIsWrong().isEmpty());
    }

    private Optional<LogDestination> remembered(LoadBalancerId balancer) throws IOException {
        Path file = file(balancer);
        return Files.exists(file) ? LogDestination.parse(Files.readString(file)) : Optional.empty();
    }

    private String region(LoadBalancerView balancer) {
        return regions.stream()
                .filter(region -> region.name().equals(balancer.row().region()))
                .map(Region::awsName)
                .findFirst()
                .orElse(balancer.row().region().value());
    }

    /**
     * Keeps a file, as {@link BucketStore#put}. Whose bucket it is may have changed since it was named.
     *
     * @throws LogRefusedException also when it is not, or no longer, the account's
     */
    void put(BucketKey name, Path content) throws IOException {
        if (store.isEmpty() || !owners.owns(name.tenant(), name.bucket())) {
            throw new LogRefusedException("bucket " + name.bucket() + " is not one of this account's");
        }
        store.get().put(name.bucket(), name.key(), content);
    }

    /** Forgets where logs of balancers go that are long gone. */
    void tidy(Store balancers) throws IOException {
        Instant before = clock.instant().minus(REMEMBERED_FOR);
        try (Stream<Path> files = Files.list(destinations)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.matches("[1-9][0-9]{0,9}") && isLongGone(name, balancers, before)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean isLongGone(String id, Store balancers, Instant before) {
        Optional<LoadBalancerRow> row =
                balancers.read(unit -> unit.loadBalancer(new LoadBalancerId(Integer.parseInt(id))));
        return row.isEmpty()
                || row.get().change().lifecycle() == Lifecycle.DELETED
                        && row.get().change().updated().isBefore(before);
    }
}
