package io.steelyard.api.elb.loadbalancer;

import io.steelyard.control.loadbalancer.LoadBalancerView;

/** What clients of a balancer resolve: its first address, which every resolver gives back as it is. */
final class DnsName {
    private DnsName() {}

    static String of(LoadBalancerView view) {
        return view.virtualIps().getFirst().address().toString();
    }
}
