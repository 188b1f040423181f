package io.steelyard.proxy.names;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows where the names of nodes lead to. A name is asked for again when its answer's time is over, no sooner than after
 * {@link #SHORTEST} and no later than after {@link #LONGEST}; while asking fails, its last good addresses stay. However many
 * nodes have one name, it is asked for once.
 *
 * <p>Names are absolute: neither a search list nor this machine's own file of hosts is looked at, which are not for tenants.
 *
 * <p>Threading: any thread may call it. It asks on a thread of its own, which is there from the first name on, and tells on
 * another.
 */
public final class Names implements AutoCloseable {
    static final Duration SHORTEST = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofMinutes(5);
    /** Where an answer does not tell. */
    private static final Duration USUAL = Duration.ofSeconds(30);

    private static final Duration QUERY_LIMIT = Duration.ofSeconds(2);
    private static final int QUERIES = 8;
    private static final Duration KEEP_DELAY = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(Names.class);

    private final List<InetSocketAddress> servers;
    private final long shortestSeconds;
    private final Map<DomainName, Watch> watched = new ConcurrentHashMap<>();
    private final TimesToLive times = new TimesToLive();
    private final LastAnswers last;
    private final AtomicBoolean keeping = new AtomicBoolean();
    private final ScheduledExecutorService telling = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("names-told").daemon().factory());
    private @Nullable MultiThreadIoEventLoopGroup group;
    private @Nullable DnsNameResolver resolver;
    private boolean closed;

    /**
     * @param servers name servers; empty for those of this machine
     * @param file where answers are kept for the next proxy; empty: they are not
     */
    public Names(List<InetSocketAddress> servers, Optional<Path> file) {
        this(servers, file, SHORTEST);
    }

    /** @param shortest before which no name is asked for again, in whole seconds */
    public Names(List<InetSocketAddress> servers, Optional<Path> file, Duration shortest) {
        this.servers = List.copyOf(servers);
        this.last = LastAnswers.of(file, InstantSource.system());
        this.shortestSeconds = shortest.toSeconds();
    }

    /** One name with those who follow it. */
    private final class Watch {
        private final DomainName name;
        private final CompletableFuture<Boolean> first = new CompletableFuture<>();
        /** Runs when something has changed; by who follows. */
        private final Map<Object, Runnable> followers = new ConcurrentHashMap<>();

        private volatile Resolution resolution;
        private long pauseSeconds = shortestSeconds;

        Watch(DomainName name) {
            this.name = name;
            this.resolution = last.of(name);
            if (resolution.known()) {
                first.complete(true);
            }
        }

        void ask(DnsNameResolver by, EventLoop loop) {
            if (followers.isEmpty()) {
                watched.remove(name, this);
                return;
            }
            by.resolveAll(name.value() + ".").addListener((Future<List<InetAddress>> answer) -> {
                answered(answer);
                loop.schedule(() -> ask(by, loop), pauseSeconds, TimeUnit.SECONDS);
            });
        }

        private void answered(Future<List<InetAddress>> answer) {
            Resolution before = resolution;
            if (answer.isSuccess()) {
                pauseSeconds =
                        Math.clamp(times.take(name.value(), USUAL.toSeconds()), shortestSeconds, LONGEST.toSeconds());
                resolution = Resolution.answered(answer.getNow().stream()
                        .map(address -> IpAddress.of(address.getAddress()))
                        .toList());
            } else {
                pauseSeconds = Math.min(2 * pauseSeconds, LONGEST.toSeconds());
                resolution = before.failed(!isAnswer(answer.cause()));
                LOG.debug("{} cannot be resolved: {}", name, String.valueOf(answer.cause()));
            }
            if (!resolution.equals(before)) {
                tell();
            }
            first.complete(true);
        }

        private void tell() {
            try {
                followers.values().forEach(telling::execute);
                keepSoon();
            } catch (RejectedExecutionException ending) {
                LOG.trace("Nobody is told of {} any more", name, ending);
            }
        }
    }

    /**
     * Follows a name from now on.
     *
     * @param follower who does; once for each name
     * @param changed runs whenever it leads elsewhere
     */
    public synchronized void follow(DomainName name, Object follower, Runnable changed) {
        if (closed) {
            return;
        }
        Watch watch = watched.get(name);
        if (watch != null) {
            watch.followers.put(follower, changed);
            return;
        }
        Watch fresh = new Watch(name);
        fresh.followers.put(follower, changed);
        watched.put(name, fresh);
        DnsNameResolver by = resolver();
        EventLoop loop = Objects.requireNonNull(group).next();
        loop.execute(() -> fresh.ask(by, loop));
    }

    /** Follows no other names than these any more. */
    public synchronized void retain(Object follower, Collection<DomainName> names) {
        watched.values().stream()
                .filter(watch -> !names.contains(watch.name))
                .forEach(watch -> watch.followers.remove(follower));
    }

    /** Where a name leads to, as far as is known. */
    public Resolution of(DomainName name) {
        Watch watch = watched.get(name);
        return watch == null ? Resolution.UNKNOWN : watch.resolution;
    }

    /**
     * Waits until these were asked for once.
     *
     * @param limit for how long at most
     */
    public void await(Collection<DomainName> names, Duration limit) {
        CompletableFuture<?>[] firsts = names.stream()
                .flatMap(name -> Stream.ofNullable(watched.get(name)))
                .map(watch -> watch.first)
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(firsts).get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            LOG.debug("Resolving {} takes longer", names);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** What changes within a moment is written at once. */
    private void keepSoon() {
        if (keeping.compareAndSet(false, true)) {
            telling.schedule(this::keep, KEEP_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void keep() {
        keeping.set(false);
        last.keep(watched.values().stream().collect(Collectors.toMap(watch -> watch.name, watch -> watch.resolution)));
    }

    /** Whether a name server said that there is no such name, or no address of it. */
    private static boolean isAnswer(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null
                || cause instanceof DnsErrorCauseException error
                        && error.getCode().equals(DnsResponseCode.NXDOMAIN);
    }

    private DnsNameResolver resolver() {
        DnsNameResolver made = resolver;
        if (made == null) {
            MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                    1, Thread.ofPlatform().name("names").daemon().factory(), NioIoHandler.newFactory());
            group = loops;
            made = new DnsNameResolverBuilder(loops.next())
                    .datagramChannelFactory(NioDatagramChannel::new)
                    .socketChannelFactory(NioSocketChannel::new)
                    .nameServerProvider(provider())
                    .hostsFileEntriesResolver((_, _) -> null)
                    .searchDomains(List.of())
                    .ndots(0)
                    .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED)
                    .queryTimeoutMillis(QUERY_LIMIT.toMillis())
                    .maxQueriesPerResolve(QUERIES)
                    .resolveCache(times)
                    .build();
            resolver = made;
            telling.scheduleWithFixedDelay(
                    this::keep,
                    LastAnswers.KEPT_EVERY.toSeconds(),
                    LastAnswers.KEPT_EVERY.toSeconds(),
                    TimeUnit.SECONDS);
        }
        return made;
    }

    private DnsServerAddressStreamProvider provider() {
        return servers.isEmpty()
                ? DnsServerAddressStreamProviders.platformDefault()
                : new SequentialDnsServerAddressStreamProvider(servers);
    }

    @Override
    public synchronized void close() {
        closed = true;
        telling.shutdownNow();
        DnsNameResolver made = resolver;
        MultiThreadIoEventLoopGroup loops = group;
        if (made != null && loops != null) {
            made.close();
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }
}
