package io.steelyard.conformance.kill;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the service acknowledged, as its client wrote it down. A write whose answer never came may or may not have happened:
 * what it touched is not judged by that write.
 */
final class Ledger {
    /** By balancer: its nodes with their conditions. */
    private final TreeMap<Integer, Map<Integer, String>> nodesOfBalancers = new TreeMap<>();

    private final Set<Integer> deleted = new HashSet<>();
    private final Set<Integer> unsure = new HashSet<>();
    private int acknowledged;

    synchronized void created(int balancer) {
        nodesOfBalancers.put(balancer, new HashMap<>());
        acknowledged++;
    }

    /** Also when it was there, with another condition. */
    synchronized void nodeIs(int balancer, int node, String condition) {
        nodesOfBalancers.getOrDefault(balancer, new HashMap<>()).put(node, condition);
        acknowledged++;
    }

    synchronized void nodeRemoved(int balancer, int node) {
        nodesOfBalancers.getOrDefault(balancer, new HashMap<>()).remove(node);
        acknowledged++;
    }

    synchronized void deleted(int balancer) {
        nodesOfBalancers.remove(balancer);
        deleted.add(balancer);
        acknowledged++;
    }

    /** An answer about this balancer was lost: its nodes and its being there can no longer be told. */
    synchronized void lost(int balancer) {
        unsure.add(balancer);
    }

    /** Nothing more is expected of this balancer. */
    synchronized void forget(int balancer) {
        nodesOfBalancers.remove(balancer);
    }

    synchronized boolean isUnsure(int balancer) {
        return unsure.contains(balancer);
    }

    /** Balancers that must be there, with the nodes that must be on them and their conditions. */
    synchronized TreeMap<Integer, Map<Integer, String>> expected() {
        TreeMap<Integer, Map<Integer, String>> copy = new TreeMap<>();
        nodesOfBalancers.forEach((balancer, nodes) -> copy.put(balancer, Map.copyOf(nodes)));
        return copy;
    }

    synchronized Set<Integer> deleted() {
        return Set.copyOf(deleted);
    }

    synchronized int acknowledged() {
        return acknowledged;
    }
}
