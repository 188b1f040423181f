package io.steelyard.proxy.address;

import io.steelyard.domain.desired.Bind;
import io.steelyard.domain.virtualip.IpAddress;
import java.io.IOException;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts virtual IPs on one interface while they are listened on. Only what it put there it takes away: that is noted in a
 * {@link Ledger} before it is done, so that a later process knows, whatever this one died of. Addresses that the host has
 * anyhow, loopback's and those that somebody else put on an interface, are left alone.
 *
 * <p>Threading: any thread but an event loop's; one call at a time.
 */
public final class InterfaceAddresses implements HostAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(InterfaceAddresses.class);

    private final IpCommand command;
    private final Ledger ledger;
    /** By address, the binds that are listened on. */
    private final Map<IpAddress, Set<Bind>> taken = new HashMap<>();
    /** Those that nobody listens on any more while their last connections drain. */
    private final Set<IpAddress> draining = new HashSet<>();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("addresses").daemon().factory());

    InterfaceAddresses(IpCommand command, Ledger ledger) {
        this.command = command;
        this.ledger = ledger;
    }

    /**
     * @param device the interface's name
     * @param notes where what is put there is noted
     */
    public static InterfaceAddresses on(String device, java.nio.file.Path notes) throws IOException {
        return new InterfaceAddresses(new IpCommand(device), Ledger.open(notes));
    }

    @Override
    public synchronized void take(Bind bind) throws IOException {
        IpAddress address = bind.address();
        if (!taken.containsKey(address)) {
            putOn(address);
        }
        draining.remove(address);
        taken.computeIfAbsent(address, _ -> new HashSet<>()).add(bind);
    }

    private void putOn(IpAddress address) throws IOException {
        boolean present = isPresent(address);
        if (present || address.isLoopback()) {
            return;
        }
        ledger.add(address);
        try {
            command.add(address);
        } catch (IOException refused) {
            ledger.remove(address);
            throw refused;
        }
        LOG.info("{} is on {}", address, command.device());
    }

    private static boolean isPresent(IpAddress address) throws IOException {
        return NetworkInterface.getByInetAddress(address.toInetAddress()) != null;
    }

    @Override
    public synchronized void release(Bind bind, Duration drain) {
        Set<Bind> left = taken.getOrDefault(bind.address(), new HashSet<>());
        left.remove(bind);
        if (!left.isEmpty()) {
            return;
        }
        taken.remove(bind.address());
        if (drain.isZero()) {
            takeOff(bind.address());
        } else if (ledger.has(bind.address()) && draining.add(bind.address())) {
            timer.schedule(() -> drained(bind.address()), drain.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void drained(IpAddress address) {
        if (draining.remove(address)) {
            takeOff(address);
        }
    }

    @Override
    public synchronized void retainTaken() {
        List.copyOf(ledger.all()).stream()
                .filter(address -> !taken.containsKey(address) && !draining.contains(address))
                .forEach(this::takeOff);
    }

    @Override
    public synchronized void releaseAll() {
        timer.shutdownNow();
        draining.clear();
        taken.clear();
        retainTaken();
    }

    /** What cannot be taken off stays noted, for the next time. */
    private void takeOff(IpAddress address) {
        if (!ledger.has(address)) {
            return;
        }
        try {
            if (isPresent(address)) {
                command.remove(address);
            }
            ledger.remove(address);
            LOG.info("{} is on {} no longer", address, command.device());
        } catch (IOException stuck) {
            LOG.warn("{} stays on {}: {}", address, command.device(), stuck.getMessage());
        }
    }
}
