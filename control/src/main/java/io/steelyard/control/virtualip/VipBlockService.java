package io.steelyard.control.virtualip;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.VipState;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIp;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The networks that virtual IPs are taken from: those of the settings, and those that the operator added. */
public final class VipBlockService {
    private final Store store;
    private final VipPools settings;
    private final List<Zone> zones;

    /** @param zones that networks may be in */
    public VipBlockService(Store store, VipPools settings, List<Zone> zones) {
        this.store = store;
        this.settings = settings;
        this.zones = List.copyOf(zones);
    }

    /**
     * A block with what is taken of it.
     *
     * @param fromSettings whether it is there by the settings, and so cannot be removed
     * @param inUse addresses that balancers have
     * @param quarantined addresses that wait to be given out again
     */
    public record Usage(VipBlock block, boolean fromSettings, int inUse, int quarantined) {}

    /** Those of the settings first. */
    public List<Usage> list() {
        return store.read(unit -> {
            List<VirtualIp> vips = unit.everyVirtualIp();
            return blocks(unit).stream().map(block -> usage(block, vips)).toList();
        });
    }

    /** The pools as they are now. */
    public VipPools pools() {
        return store.read(this::pools);
    }

    /** The same within a unit. */
    public VipPools pools(ReadUnit unit) {
        return new VipPools(blocks(unit));
    }

    /**
     * Has virtual IPs taken from one more network.
     *
     * @param zone of the regions, or empty
     * @throws RefusedException with Invalid when hosts cannot have such addresses or there is no such zone, with InUse when it
     *     overlaps a block
     */
    public Usage add(Cidr network, VipType type, Optional<Zone> zone) {
        requireUsable(network.network());
        zone.ifPresent(this::requireKnown);
        return store.write(unit -> {
            blocks(unit).stream()
                    .filter(block -> overlap(block.network(), network))
                    .findFirst()
                    .ifPresent(block -> {
                        throw inUse("overlaps " + block.network());
                    });
            VipBlock added = new VipBlock(network, type, zone, false);
            unit.save(added);
            return usage(added, unit.everyVirtualIp());
        });
    }

    /**
     * No more addresses are taken from a block, or they are again; those that are taken stay.
     *
     * @throws RefusedException with NotFound
     */
    public Usage drain(Cidr network, boolean draining) {
        return store.write(unit -> {
            VipBlock changed = find(unit, network).withDraining(draining);
            unit.save(changed);
            return usage(changed, unit.everyVirtualIp());
        });
    }

    /** @throws RefusedException with NotFound, or with InUse when balancers have addresses of it or the settings name it */
    public void remove(Cidr network) {
        store.update(unit -> {
            Usage usage = usage(find(unit, network), unit.everyVirtualIp());
            if (usage.fromSettings()) {
                throw inUse("is in the settings; drain it, or start without it");
            }
            if (usage.inUse() > 0) {
                throw inUse("has " + usage.inUse() + " addresses in use; drain it first");
            }
            unit.everyVirtualIp().stream()
                    .filter(vip -> network.contains(vip.address()))
                    .forEach(vip -> unit.remove(vip.id()));
            unit.removeVipBlock(network);
        });
    }

    private VipBlock find(ReadUnit unit, Cidr network) {
        return blocks(unit).stream()
                .filter(block -> block.network().equals(network))
                .findFirst()
                .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.VIP_BLOCK)));
    }

    private List<VipBlock> blocks(ReadUnit unit) {
        List<VipBlock> saved = unit.vipBlocks();
        return Stream.concat(
                        settings.blocks().stream().map(block -> drainedAs(saved, block)),
                        saved.stream().filter(block -> !isFromSettings(block.network())))
                .toList();
    }

    /** What the settings say of a block goes, but whether it is drained. */
    private static VipBlock drainedAs(List<VipBlock> saved, VipBlock block) {
        return saved.stream()
                .filter(one -> one.network().equals(block.network()))
                .map(one -> block.withDraining(one.draining()))
                .findFirst()
                .orElse(block);
    }

    private Usage usage(VipBlock block, List<VirtualIp> vips) {
        return new Usage(
                block,
                isFromSettings(block.network()),
                count(vips, block, vip -> vip.state() == VipState.IN_USE),
                count(vips, block, vip -> vip.state() == VipState.QUARANTINED));
    }

    private static int count(List<VirtualIp> vips, VipBlock block, Predicate<VirtualIp> wanted) {
        return (int) vips.stream()
                .filter(wanted)
                .filter(vip -> block.network().contains(vip.address()))
                .count();
    }

    private boolean isFromSettings(Cidr network) {
        return settings.networks().contains(network);
    }

    private static boolean overlap(Cidr one, Cidr other) {
        return one.contains(other.network()) || other.contains(one.network());
    }

    private static void requireUsable(IpAddress lowest) {
        if (lowest.isUnspecified() || lowest.isMulticast() || lowest.isLinkLocal() || lowest.isBroadcast()) {
            throw new RefusedException(Refusal.Invalid.because(
                    "network",
                    Violation.Rule.NOT_ALLOWED,
                    "of addresses that hosts can have, not unspecified, multicast or link-local"));
        }
    }

    private void requireKnown(Zone zone) {
        if (!zones.contains(zone)) {
            throw new RefusedException(
                    Refusal.Invalid.because("zone", Violation.Rule.NOT_ALLOWED, "a zone of a region: " + zones));
        }
    }

    private static RefusedException inUse(String detail) {
        return new RefusedException(new Refusal.InUse(Refusal.Noun.VIP_BLOCK, detail));
    }
}
