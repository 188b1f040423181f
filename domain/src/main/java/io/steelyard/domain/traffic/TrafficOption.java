package io.steelyard.domain.traffic;

/**
 * Something that the operator may switch on for a balancer's traffic, and that the 2010 specification knows nothing of.
 * Each kind holds its own values and their ranges. {@link DetailedLog} is set by a classic balancer's rules alone.
 */
public sealed interface TrafficOption
        permits CircuitLimit,
                ClientCertificates,
                DetailedLog,
                NodeHttp2,
                NodeTls,
                OutlierEjection,
                ProxyProtocol,
                RequestId,
                RetryBudget,
                SlowStart,
                StrictRequests {}
