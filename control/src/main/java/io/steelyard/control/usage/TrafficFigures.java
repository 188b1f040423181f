package io.steelyard.control.usage;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.Traffic;
import io.steelyard.domain.observed.TrafficReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the hosts counted since this process began, for whoever watches the service: in all, and of so many balancers as
 * can be shown. Any thread.
 */
public final class TrafficFigures {
    /** Balancers that are shown by themselves. */
    public static final int MOST_BALANCERS = 1000;

    private final Map<LoadBalancerId, Figures> balancers = new HashMap<>();
    /** Of each host and balancer, those without TLS and those with it. */
    private final Map<Place, Connected> connected = new HashMap<>();

    private Figures total = Figures.NONE;

    private record Place(HostName host, LoadBalancerId loadBalancer) {}

    private record Connected(long plain, long secure) {}

    /** What was counted, without TLS and where TLS ends; the connected clients as they were told last. */
    public record Figures(Traffic plain, Traffic secure) {
        static final Figures NONE = new Figures(Traffic.NONE, Traffic.NONE);

        Figures plus(Traffic morePlain, Traffic moreSecure) {
            return new Figures(plain.plus(morePlain), secure.plus(moreSecure));
        }
    }

    /** @param growth since it was told last; the connected clients as they are now */
    synchronized void add(HostName host, List<TrafficReport> growth) {
        growth.forEach(report -> add(host, report));
    }

    private void add(HostName host, TrafficReport growth) {
        Connected now = new Connected(growth.plain().current(), growth.secure().current());
        Connected before = connected.getOrDefault(new Place(host, growth.loadBalancer()), new Connected(0, 0));
        if (now.plain() + now.secure() == 0) {
            connected.remove(new Place(host, growth.loadBalancer()));
        } else {
            connected.put(new Place(host, growth.loadBalancer()), now);
        }
        Traffic plain = growth.plain().withClients(now.plain() - before.plain());
        Traffic secure = growth.secure().withClients(now.secure() - before.secure());
        total = total.plus(plain, secure);
        if (balancers.containsKey(growth.loadBalancer()) || balancers.size() < MOST_BALANCERS) {
            balancers.merge(growth.loadBalancer(), new Figures(plain, secure), (old, _) -> old.plus(plain, secure));
        }
    }

    /** Of all balancers. */
    public synchronized Figures total() {
        return total;
    }

    /** Of single balancers. */
    public synchronized Map<LoadBalancerId, Figures> balancers() {
        return Map.copyOf(balancers);
    }

    /** Forgets single balancers that are gone; what they came to stays in the total. */
    public synchronized void retainOnly(Set<LoadBalancerId> there) {
        balancers.keySet().retainAll(there);
    }
}
