package io.steelyard.conformance.kill;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the service acknowledged, as its client wrote it down. A write whose answer never came may or may not have happened:
 * what it touched is not judged by that write.
 */
final class Ledger {
    private final TreeMap<Integer, Set<Integer>> nodesOfBalancers = new TreeMap<>();
    private final Set<Integer> deleted = new HashSet<>();
    private final Set<Integer> unsure = new HashSet<>();
    private int acknowledged;

    synchronized void created(int balancer) {
        nodesOfBalancers.put(balancer, new HashSet<>());
        acknowledged++;
    }

    synchronized void nodeAdded(int balancer, int node) {
        nodesOfBalancers.getOrDefault(balancer, new HashSet<>()).add(node);
        acknowledged++;
    }

    synchronized void nodeRemoved(int balancer, int node) {
        nodesOfBalancers.getOrDefault(balancer, new HashSet<>()).remove(node);
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

    /** Balancers that must be there, with the nodes that must be on them. */
    synchronized TreeMap<Integer, Set<Integer>> expected() {
        TreeMap<Integer, Set<Integer>> copy = new TreeMap<>();
        nodesOfBalancers.forEach((balancer, nodes) -> copy.put(balancer, Set.copyOf(nodes)));
        return copy;
    }

    synchronized Set<Integer> deleted() {
        return Set.copyOf(deleted);
    }

    synchronized int acknowledged() {
        return acknowledged;
    }
}
