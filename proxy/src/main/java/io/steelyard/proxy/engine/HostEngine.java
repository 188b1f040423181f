package io.steelyard.proxy.engine;

import io.steelyard.domain.desired.Entry;
import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.observed.BalancerFigures;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.tls.Staple;
import io.steelyard.hostlink.Message;
import io.steelyard.proxy.address.HostAddresses;
import io.steelyard.proxy.cache.Caches;
import io.steelyard.proxy.counters.Metering;
import io.steelyard.proxy.figures.Busiest;
import io.steelyard.proxy.frontend.ConnectionCap;
import io.steelyard.proxy.ftp.FtpLimits;
import io.steelyard.proxy.handover.HandedSocket;
import io.steelyard.proxy.handover.Takeover;
import io.steelyard.proxy.health.CheckLimits;
import io.steelyard.proxy.health.NodeHealth;
import io.steelyard.proxy.http.HttpLimits;
import io.steelyard.proxy.loop.Loops;
import io.steelyard.proxy.names.Names;
import io.steelyard.proxy.proxyprotocol.Carriers;
import io.steelyard.proxy.tcp.TcpLimits;
import io.steelyard.proxy.tls.TlsLimits;
import io.steelyard.proxy.tls.TlsServers;
import io.steelyard.proxy.transport.Sockets;
import io.steelyard.proxy.upstream.HealthLimits;
import io.steelyard.proxy.upstream.KnownNode;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.StatusFeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes this host serve what is desired. Level-triggered and idempotent: the same entry twice does nothing the second
 * time, a rejected one is tried again, and one older than what is served is ignored. An entry that cannot be applied
 * leaves its balancer at the last generation that could be, and the others alone. Only a tombstone removes a balancer.
 *
 * <p>Threading: one call at a time, by any thread but an event loop's, since binding waits.
 */
public final class HostEngine {
    /** A change is reported a little late rather than served by fewer nodes than it names. */
    private static final Duration PROBE_WAIT = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(HostEngine.class);

    private final Sockets sockets;
    private final Loops loops;
    private final Limits limits;
    private final Metering metering;
    private final Caches caches;
    private final Binder binder;
    private final NodeHealth health;
    private final TlsServers tls;
    private final Names names;
    private final Map<LoadBalancerId, Balancer> served = new HashMap<>();
    /** Nodes that came with the entries that are applied just now. */
    private final List<NodeState> held = new ArrayList<>();

    private final Tombstones tombstones = new Tombstones();
    private long storeEpoch;
    private boolean released;
    private boolean stopped;
    private boolean frozen;

    /**
     * @param clientsPerBalancer that one balancer may hold
     * @param clientsPerListener that one address and port of it may hold; 0 for as many as the balancer
     * @param sockets that may be open in all, listening ones included
     * @param http what one client or node may take
     * @param tcp how long a relayed connection's beginning may take
     * @param ftp what FTP may take
     * @param tls what TLS may take
     * @param health when nodes count as failed
     * @param carriers who says whose connections theirs are
     */
    public record Limits(
            int clientsPerBalancer,
            int clientsPerListener,
            int sockets,
            HttpLimits http,
            TcpLimits tcp,
            FtpLimits ftp,
            TlsLimits tls,
            HealthLimits health,
            Carriers carriers) {
        public Limits withClientsPerBalancer(int limit) {
            return new Limits(limit, clientsPerListener, sockets, http, tcp, ftp, tls, health, carriers);
        }

        public Limits withClientsPerListener(int limit) {
            return new Limits(clientsPerBalancer, limit, sockets, http, tcp, ftp, tls, health, carriers);
        }

        public Limits withSockets(int limit) {
            return new Limits(clientsPerBalancer, clientsPerListener, limit, http, tcp, ftp, tls, health, carriers);
        }

        public Limits withHttp(HttpLimits limit) {
            return new Limits(clientsPerBalancer, clientsPerListener, sockets, limit, tcp, ftp, tls, health, carriers);
        }

        public Limits withTcp(TcpLimits limit) {
            return new Limits(clientsPerBalancer, clientsPerListener, sockets, http, limit, ftp, tls, health, carriers);
        }

        public Limits withFtp(FtpLimits limit) {
            return new Limits(clientsPerBalancer, clientsPerListener, sockets, http, tcp, limit, tls, health, carriers);
        }

        public Limits withTls(TlsLimits limit) {
            return new Limits(clientsPerBalancer, clientsPerListener, sockets, http, tcp, ftp, limit, health, carriers);
        }

        public Limits withHealth(HealthLimits limit) {
            return new Limits(clientsPerBalancer, clientsPerListener, sockets, http, tcp, ftp, tls, limit, carriers);
        }

        public Limits withCarriers(Carriers others) {
            return new Limits(clientsPerBalancer, clientsPerListener, sockets, http, tcp, ftp, tls, health, others);
        }
    }

    /**
     * @param addresses how this host comes to have those that it is to listen on
     * @param metering counts for as many loops
     * @param caches where answers are kept
     * @param names closed when it stops
     */
    public HostEngine(
            Sockets sockets,
            Loops loops,
            Limits limits,
            HostAddresses addresses,
            Metering metering,
            Caches caches,
            Names names) {
        this.names = names;
        this.sockets = sockets;
        this.loops = loops;
        this.limits = limits;
        this.metering = metering;
        this.caches = caches;
        Servers servers = Servers.of(sockets, loops, limits);
        this.binder = new Binder(sockets, loops, servers, addresses);
        this.tls = servers.tls();
        this.health = NodeHealth.start(loops, limits.health(), CheckLimits.within(limits.sockets()));
    }

    /** The highest seen; 0 before the first. */
    public synchronized long storeEpoch() {
        return storeEpoch;
    }

    /** Every balancer served, and every tombstone remembered. */
    public synchronized List<Message.Known> known() {
        return Stream.concat(
                        served.values().stream().map(balancer -> known(balancer.id(), balancer.version(), true)),
                        tombstones.all().entrySet().stream()
                                .map(entry -> known(entry.getKey(), entry.getValue(), false)))
                .toList();
    }

    private static Message.Known known(LoadBalancerId id, Version version, boolean present) {
        return new Message.Known(id, version.generation(), present);
    }

    /** Tells there, from now on, which nodes are OFFLINE. */
    public void observe(StatusFeed.Sink sink) {
        health.feed().tellTo(sink);
    }

    /** Tells all of that anew, as soon as the nodes that came last are known. */
    public void tellAllNodes() {
        health.tellAll();
    }

    /** What authorities say of certificates: handed out by handshakes from now on. Any thread. */
    public void staple(List<Staple> fresh) {
        tls.staple(fresh);
    }

    /** Clients connected now. */
    public int connections() {
        return loops.connections();
    }

    /**
     * What is seen of the work of every balancer that has any.
     *
     * @param nodes of how many nodes, the busiest ones of all balancers
     */
    public synchronized List<BalancerFigures> figures(int nodes) {
        List<BalancerFigures> seen = served.values().stream()
                .map(Balancer::figures)
                .filter(balancer -> !balancer.figures().saysNothing())
                .toList();
        return Busiest.of(nodes).in(seen);
    }

    /** @return a report for each entry, in the entries' order; none once it stops or is frozen, which says nothing of the entries */
    public synchronized List<EntryReport> converge(HostDesired desired) {
        if (stopped || frozen) {
            return List.of();
        }
        String refusal = refusal(desired);
        if (refusal != null) {
            LOG.error("Nothing was applied: {}", refusal);
            return desired.entries().stream()
                    .map(entry -> rejected(entry, Failure.Code.HOST_ERROR, refusal))
                    .toList();
        }
        storeEpoch = desired.storeEpoch();
        released = false;
        List<EntryReport> reports = new ArrayList<>();
        desired.entries().forEach(entry -> reports.add(applySafely(entry)));
        if (released) {
            retryTakenAddresses(desired.entries(), reports);
        }
        if (desired.complete()) {
            binder.retainTaken();
        }
        metering.retainOnly(served.keySet());
        health.awaitHeld(held, PROBE_WAIT);
        held.clear();
        return reports;
    }

    /**
     * Listens on nothing more, for good.
     *
     * @param drain how long open connections may go on
     */
    public synchronized void stopListening(Duration drain) {
        stopped = true;
        health.close();
        names.close();
        served.values().forEach(balancer -> balancer.stopListening(drain));
    }

    /**
     * Has the sockets of the process before this one, and knows what it knew of nodes. Nothing is accepted before {@link
     * #acceptAll}.
     */
    public synchronized void takeOver(Takeover from) {
        binder.takeOver(from);
        health.known().learn(from.known());
    }

    /** The process before this one accepts nothing any more. */
    public synchronized void acceptAll() {
        binder.acceptAll();
    }

    /** Changes nothing any more, until {@link #resume}. */
    public synchronized List<HandedSocket> freeze() {
        frozen = true;
        return served.values().stream().flatMap(Balancer::handed).toList();
    }

    /** What is known of nodes, a line each, for the process after this one. */
    public synchronized List<String> knownNodes() {
        return served.values().stream()
                .flatMap(Balancer::knownNodes)
                .map(KnownNode::line)
                .toList();
    }

    /** Accepts nothing any more, until {@link #resume}; who was accepted before is served when this returns. */
    public synchronized void pauseAccepting() {
        served.values().forEach(Balancer::pauseAccepting);
        binder.awaitAccepted();
    }

    /** Goes on as before {@link #freeze}. */
    public synchronized void resume() {
        frozen = false;
        served.values().forEach(Balancer::resumeAccepting);
    }

    /**
     * Another process has the sockets now.
     *
     * @param drain how long open connections may go on
     */
    public synchronized void leave(Duration drain) {
        stopped = true;
        health.close();
        names.close();
        served.values().forEach(balancer -> balancer.leave(drain));
    }

    /** This host gives its addresses back; only once nothing is served any more. */
    public synchronized void releaseAddresses() {
        binder.releaseAddresses();
    }

    private @Nullable String refusal(HostDesired desired) {
        if (desired.storeEpoch() < storeEpoch) {
            return "This host follows store epoch " + storeEpoch + ", and epoch " + desired.storeEpoch()
                    + " is older: a control process of before a restore still runs.";
        }
        if (!desired.complete()) {
            return null;
        }
        Set<LoadBalancerId> named = desired.entries().stream().map(Entry::id).collect(Collectors.toSet());
        return served.keySet().stream()
                .filter(id -> !named.contains(id))
                .findFirst()
                .map(id -> "What is desired names no load balancer " + id
                        + ", which this host serves: a balancer goes only by a tombstone.")
                .orElse(null);
    }

    /** What one entry let go, an earlier one may have waited for. */
    private void retryTakenAddresses(List<Entry> entries, List<EntryReport> reports) {
        for (int i = 0; i < reports.size(); i++) {
            if (reports.get(i) instanceof EntryReport.Rejected rejected
                    && rejected.code() == Failure.Code.ADDRESS_IN_USE) {
                reports.set(i, applySafely(entries.get(i)));
            }
        }
    }

    /** An error of ours in one entry must not keep the others from being applied. */
    private EntryReport applySafely(Entry entry) {
        try {
            return apply(entry);
        } catch (RuntimeException unexpected) {
            LOG.error("Load balancer {} generation {} failed", entry.id(), entry.generation(), unexpected);
            return rejected(entry, Failure.Code.HOST_ERROR, "This host met an error of its own: " + unexpected + ".");
        }
    }

    private EntryReport apply(Entry entry) {
        Version version = new Version(storeEpoch, entry.generation());
        Version current = current(entry.id());
        if (current != null && version.compareTo(current) < 0) {
            LOG.info("Load balancer {}: {} is older than {}, ignored", entry.id(), version, current);
            return new EntryReport.Applied(entry.id(), current.generation());
        }
        return switch (entry) {
            case Entry.Present present -> present(present, version);
            case Entry.Absent absent -> absent(absent, version);
        };
    }

    private @Nullable Version current(LoadBalancerId id) {
        Balancer balancer = served.get(id);
        return balancer == null ? tombstones.get(id) : balancer.version();
    }

    private EntryReport present(Entry.Present entry, Version version) {
        if (version.equals(tombstones.get(entry.id()))) {
            return new EntryReport.Applied(entry.id(), entry.generation());
        }
        Balancer balancer = served.get(entry.id());
        if (balancer != null && balancer.serves(entry.desired())) {
            balancer.confirm(version);
            return new EntryReport.Applied(entry.id(), entry.generation());
        }
        return change(balancer == null ? newBalancer(entry.id()) : balancer, entry, version);
    }

    private EntryReport change(Balancer balancer, Entry.Present entry, Version version) {
        try {
            released |= balancer.apply(entry.desired(), version);
        } catch (RejectedException refused) {
            LOG.warn("Load balancer {} generation {}: {}", entry.id(), entry.generation(), refused.reason());
            return rejected(entry, refused.code(), refused.reason());
        }
        served.put(entry.id(), balancer);
        tombstones.remove(entry.id());
        loops.sweep();
        held.addAll(balancer.heldNodes());
        LOG.info("Load balancer {}: generation {} is served", entry.id(), entry.generation());
        return new EntryReport.Applied(entry.id(), entry.generation());
    }

    private Balancer newBalancer(LoadBalancerId id) {
        return new Balancer(
                id,
                binder,
                new ConnectionCap(limits.clientsPerBalancer(), limits.sockets(), sockets::openSockets),
                limits.clientsPerListener(),
                metering,
                health,
                tls,
                caches,
                new NodePlaces(names, () -> readdress(id)));
    }

    private synchronized void readdress(LoadBalancerId id) {
        Balancer balancer = served.get(id);
        if (balancer != null && !stopped) {
            balancer.readdress();
            loops.sweep();
        }
    }

    private EntryReport absent(Entry.Absent entry, Version version) {
        Balancer balancer = served.remove(entry.id());
        tombstones.put(entry.id(), version);
        if (balancer != null) {
            balancer.remove();
            loops.sweep();
            released = true;
            LOG.info("Load balancer {}: generation {} removed it", entry.id(), entry.generation());
        }
        return new EntryReport.Applied(entry.id(), entry.generation());
    }

    private static EntryReport rejected(Entry entry, Failure.Code code, String reason) {
        return new EntryReport.Rejected(entry.id(), entry.generation(), code, reason);
    }
}
