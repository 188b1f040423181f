package io.steelyard.control.virtualip;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.VipState;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The networks that virtual IPs are taken from: those of the settings, and those that the operator added. */
public final class VipBlockService {
    private final Store store;
    private final VipPools settings;

    public VipBlockService(Store store, VipPools settings) {
        this.store = store;
        this.settings = settings;
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
        List<VipBlock> blocks = blocks(unit);
        return new VipPools(
                networks(blocks, VipType.PUBLIC),
                networks(blocks, VipType.SERVICENET),
                blocks.stream()
                        .filter(VipBlock::draining)
                        .map(VipBlock::network)
                        .toList());
    }

    /** @throws RefusedException with Invalid when hosts cannot have such addresses, with InUse when it overlaps a block */
    public Usage add(Cidr network, VipType type) {
        requireUsable(network.network());
        return store.write(unit -> {
            blocks(unit).stream()
                    .filter(block -> overlap(block.network(), network))
                    .findFirst()
                    .ifPresent(block -> {
                        throw inUse("overlaps " + block.network());
                    });
            VipBlock added = new VipBlock(network, type, false);
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
            VipBlock known = find(unit, network);
            VipBlock changed = new VipBlock(network, known.type(), draining);
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
        List<VipBlock> all = new ArrayList<>();
        Stream.of(VipType.values())
                .forEach(type -> settings.networks(type)
                        .map(network -> savedOr(saved, new VipBlock(network, type, false)))
                        .forEach(all::add));
        saved.stream().filter(block -> !isFromSettings(block.network())).forEach(all::add);
        return all;
    }

    private static VipBlock savedOr(List<VipBlock> saved, VipBlock block) {
        return saved.stream()
                .filter(one -> one.network().equals(block.network()))
                .map(one -> new VipBlock(block.network(), block.type(), one.draining()))
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
        return Stream.of(VipType.values()).flatMap(settings::networks).anyMatch(network::equals);
    }

    private static List<Cidr> networks(List<VipBlock> blocks, VipType type) {
        return blocks.stream()
                .filter(block -> block.type() == type)
                .map(VipBlock::network)
                .toList();
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

    private static RefusedException inUse(String detail) {
        return new RefusedException(new Refusal.InUse(Refusal.Noun.VIP_BLOCK, detail));
    }
}
