package io.steelyard.control.provisioning;

import io.steelyard.control.secret.SecretVault;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Revision;
import io.steelyard.domain.desired.Compile;
import io.steelyard.domain.desired.DesiredLoadBalancer;
import io.steelyard.domain.desired.Entry;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.Lifecycle;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.node.NodeNetworks;
import io.steelyard.domain.persistence.SessionKey;
import io.steelyard.domain.secret.Secret;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From rows to what hosts are told. */
final class Entries {
    private final SessionKey key;
    private final SecretVault vault;
    private final NodeNetworks networks;

    /**
     * @param key what session cookies are made with
     * @param vault what balancers' secrets are in
     * @param networks where nodes may be
     */
    Entries(SessionKey key, SecretVault vault, NodeNetworks networks) {
        this.key = key;
        this.vault = vault;
        this.networks = networks;
    }

    /**
     * What was asked for last.
     *
     * @param vips at least those of the row
     */
    Entry latest(ReadUnit unit, Map<VirtualIpId, VirtualIp> vips, LoadBalancerRow row) {
        Change change = row.change();
        if (change.lifecycle() != Lifecycle.LIVE) {
            return new Entry.Absent(row.id(), change.generation());
        }
        return present(
                unit, vips, change, change.generation(), row.configuration().orElseThrow());
    }

    /**
     * What a host must know that may have lost everything: where the last generation failed, first the one that served
     * before it, which a host that fails again then keeps.
     *
     * @param vips at least those of the row and of its revisions
     */
    List<Entry> afterRestart(ReadUnit unit, Map<VirtualIpId, VirtualIp> vips, LoadBalancerRow row) {
        List<Entry> entries = new ArrayList<>();
        Change change = row.change();
        boolean fellBack = change.failure().isPresent() && change.appliedGeneration() > 0 && !change.isSettled();
        if (fellBack && change.lifecycle() == Lifecycle.LIVE) {
            applied(unit, row)
                    .map(revision -> present(unit, vips, change, change.appliedGeneration(), revision.configuration()))
                    .ifPresent(entries::add);
        }
        entries.add(latest(unit, vips, row));
        return entries;
    }

    private static Optional<Revision> applied(ReadUnit unit, LoadBalancerRow row) {
        return unit.revisions(row.id()).stream()
                .filter(revision -> revision.generation() <= row.change().appliedGeneration())
                .findFirst();
    }

    private Entry present(
            ReadUnit unit,
            Map<VirtualIpId, VirtualIp> vips,
            Change change,
            long generation,
            LoadBalancer configuration) {
        Map<SecretId, Secret> secrets = vault.open(unit, configuration);
        DesiredLoadBalancer desired = change.suspended()
                ? Compile.suspended(configuration, vips, secrets, key, networks)
                : Compile.desired(configuration, vips, secrets, key, networks);
        return new Entry.Present(configuration.id(), generation, desired);
    }
}
