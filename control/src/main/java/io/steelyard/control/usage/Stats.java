package io.steelyard.control.usage;

import io.steelyard.domain.observed.Traffic;
import java.util.List;

/** What all hosts counted of a balancer since it was made: without TLS, and where TLS ends. */
public record Stats(Traffic plain, Traffic secure) {
    static Stats of(List<HostTraffic> hosts) {
        Stats sum = new Stats(Traffic.NONE, Traffic.NONE);
        for (HostTraffic host : hosts) {
            sum = new Stats(sum.plain.plus(host.plain()), sum.secure.plus(host.secure()));
        }
        return sum;
    }
}
