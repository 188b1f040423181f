package io.steelyard.control.classic;

import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.virtualip.VipBlockService;
import io.steelyard.control.virtualip.VipPools;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.region.Region;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.VirtualIp;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What clients of balancers resolve: {@code ALIAS-ID.REGION.ZONE}, before it {@code internal-} where the balancer is for
 * clients inside. Without a zone it is an address, which every resolver gives back as it is.
 */
public final class ClassicNames {
    private static final Pattern LABEL = Pattern.compile(".+-([1-9][0-9]{0,9})");

    private final Store store;
    private final Optional<DomainName> zone;
    private final Map<RegionName, String> regions;
    private final VipBlockService blocks;

    /** @param zone the domain that all names are in */
    public ClassicNames(Store store, Optional<DomainName> zone, List<Region> regions, VipBlockService blocks) {
        this.store = store;
        this.blocks = blocks;
        this.zone = zone;
        this.regions = regions.stream().collect(Collectors.toUnmodifiableMap(Region::name, Region::awsName));
    }

    /** What a balancer's clients resolve. */
    public String of(LoadBalancerView view) {
        return zone.map(domain -> name(view.row(), view.virtualIps(), domain))
                .orElseGet(() -> view.virtualIps().getFirst().address().toString());
    }

    private String name(LoadBalancerRow row, List<VirtualIp> vips, DomainName domain) {
        LoadBalancer balancer = row.configuration().orElseThrow();
        boolean internal =
                balancer.classic().map(Classic::internal).orElseGet(() -> ClassicWords.isInternal(balancer, vips));
        return (internal ? "internal-" : "") + row.alias() + "-" + row.id() + "." + regions.get(row.region()) + "."
                + domain;
    }

    /** Every name, with what it leads to. */
    public Map<DomainName, List<IpAddress>> all() {
        return zone.map(domain -> store.<Map<DomainName, List<IpAddress>>>read(unit -> all(unit, domain)))
                .orElse(Map.of());
    }

    private Map<DomainName, List<IpAddress>> all(ReadUnit unit, DomainName domain) {
        VipPools pools = blocks.pools(unit);
        Map<DomainName, List<IpAddress>> all = new HashMap<>();
        for (LoadBalancerRow row : unit.everyLoadBalancer()) {
            if (isThere(row)) {
                List<VirtualIp> vips = virtualIps(unit, row);
                DomainName.parse(name(row, vips, domain))
                        .ifPresent(name -> all.put(name, addresses(unit, row, vips, pools)));
            }
        }
        return all;
    }

    private static boolean isThere(LoadBalancerRow row) {
        return row.configuration().isPresent();
    }

    private static List<VirtualIp> virtualIps(ReadUnit unit, LoadBalancerRow row) {
        return List.copyOf(unit.virtualIps(row.virtualIps()).values());
    }

    /** One address is all there is to say, whatever its health. */
    private static List<IpAddress> addresses(ReadUnit unit, LoadBalancerRow row, List<VirtualIp> vips, VipPools pools) {
        return vips.size() > 1
                ? HealthyAddresses.of(unit, row, pools)
                : vips.stream().map(VirtualIp::address).toList();
    }

    /**
     * Where a name leads to, which is what is healthy behind it if anything is, in any order: nowhere when it only has names below
     * it. Empty when there is no such name.
     */
    public Optional<List<IpAddress>> addresses(DomainName name) {
        return zone.flatMap(domain -> isRegion(name, domain)
                ? Optional.of(List.of())
                : id(name).flatMap(id ->
                        store.<Optional<List<IpAddress>>>read(unit -> addresses(unit, id, name, domain))));
    }

    private boolean isRegion(DomainName name, DomainName domain) {
        return regions.values().stream().anyMatch(region -> name.value().equals(region + "." + domain));
    }

    private static Optional<LoadBalancerId> id(DomainName name) {
        String text = name.value();
        Matcher label = LABEL.matcher(text.substring(0, text.indexOf('.')));
        return label.matches()
                ? Optional.of(Long.parseLong(label.group(1)))
                        .filter(number -> number <= Integer.MAX_VALUE)
                        .map(number -> new LoadBalancerId(number.intValue()))
                : Optional.empty();
    }

    private Optional<List<IpAddress>> addresses(ReadUnit unit, LoadBalancerId id, DomainName asked, DomainName domain) {
        return unit.loadBalancer(id).filter(ClassicNames::isThere).flatMap(row -> {
            List<VirtualIp> vips = virtualIps(unit, row);
            return name(row, vips, domain).toLowerCase(Locale.ROOT).equals(asked.value())
                    ? Optional.of(addresses(unit, row, vips, blocks.pools(unit)))
                    : Optional.empty();
        });
    }
}
