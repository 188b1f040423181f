package io.steelyard.domain.classic;

import io.steelyard.domain.listener.Port;
import java.util.List;

/** Policies that hold for connections to a port of the instances. */
public record BackendPolicies(Port port, List<String> policyNames) {
    public BackendPolicies {
        policyNames = List.copyOf(policyNames);
    }
}
