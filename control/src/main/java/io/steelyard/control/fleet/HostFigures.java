package io.steelyard.control.fleet;

import io.steelyard.domain.observed.BalancerFigures;
import io.steelyard.domain.observed.HostName;
import java.util.List;

/** What one host saw of the work of balancers since its process began. */
public record HostFigures(HostName host, List<BalancerFigures> balancers) {
    public HostFigures {
        balancers = List.copyOf(balancers);
    }
}
