package io.steelyard.server.dns;

import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.server.settings.DnsUpdateSetting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps another name server's names as ours are. Nothing is queued: what the other one has is compared with what there is, once a
 * second if anything has happened, and all of it is told again at each start. A server that is away is tried again after 1 s,
 * 2 s, 4 s … up to a minute.
 *
 * <p>Threading: one thread of its own.
 */
public final class Publication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
    private static final int AT_ONCE = 100;
    private static final long NEVER = -1;
    private static final int LONGEST_WAIT_SECONDS = 60;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(6);

    private final UpdateClient server;
    private final InetSocketAddress address;
    private final NameJournal journal;
    private final Supplier<Map<DomainName, List<IpAddress>>> names;
    private final LongSupplier serial;
    private final ToldNames told = new ToldNames(System::nanoTime);

    private long toldSerial = NEVER;
    private long waitSeconds;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("dns-update").daemon().factory());

    private Publication(
            InetSocketAddress address,
            UpdateClient server,
            NameJournal journal,
            Supplier<Map<DomainName, List<IpAddress>>> names,
            LongSupplier serial) {
        this.address = address;
        this.server = server;
        this.journal = journal;
        this.names = names;
        this.serial = serial;
    }

    /**
     * Tells a server from now on.
     *
     * @param directory where it is kept which names were told
     * @param names all that there are, with what they lead to
     * @param serial grows with each change of any name
     * @throws IOException when it cannot be read what was told before
     */
    public static Publication start(
            DnsUpdateSetting update,
            DomainName zone,
            Path directory,
            Supplier<Map<DomainName, List<IpAddress>>> names,
            LongSupplier serial)
            throws IOException {
        Publication publication = new Publication(
                update.server(),
                new UpdateClient(update, zone),
                NameJournal.open(directory.resolve("dns-names")),
                names,
                serial);
        publication.in(0);
        return publication;
    }

    private void in(long seconds) {
        if (!timer.isShutdown()) {
            timer.schedule(this::round, seconds, TimeUnit.SECONDS);
        }
    }

    private void round() {
        try {
            tell();
            if (waitSeconds > 0) {
                LOG.info("Names are told to {} again", address);
            }
            waitSeconds = 0;
        } catch (IOException | RuntimeException failed) {
            if (waitSeconds == 0) {
                LOG.warn("Names wait until {} takes them: {}", address, failed.toString());
            }
            waitSeconds = Math.clamp(2 * waitSeconds, 1, LONGEST_WAIT_SECONDS);
        }
        in(Math.max(1, waitSeconds));
    }

    private void tell() throws IOException {
        // Read first: what happens from here on is told in the next round.
        long now = serial.getAsLong();
        if (now == toldSerial) {
            return;
        }
        Map<DomainName, List<IpAddress>> wanted = names.get();
        Map<DomainName, List<IpAddress>> changes = told.changes(wanted, journal.names());
        journal.add(changes.keySet());
        Map<DomainName, List<IpAddress>> some = new HashMap<>();
        for (Map.Entry<DomainName, List<IpAddress>> change : changes.entrySet()) {
            some.put(change.getKey(), change.getValue());
            if (some.size() == AT_ONCE) {
                tell(some);
            }
        }
        tell(some);
        journal.retain(wanted.keySet());
        toldSerial = told.isBehind(wanted) ? NEVER : now;
    }

    private void tell(Map<DomainName, List<IpAddress>> some) throws IOException {
        if (!some.isEmpty()) {
            server.put(some);
            told.told(some);
            some.clear();
        }
    }

    /** What the server was not told it is told after the next start. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(STOP_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
