package io.steelyard.proxy.frontend;

import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.traffic.DetailedLog;
import io.steelyard.domain.traffic.NodeHttp2;
import io.steelyard.domain.traffic.ProxyProtocol;
import io.steelyard.domain.traffic.RequestId;
import io.steelyard.domain.traffic.StrictRequests;
import io.steelyard.proxy.access.AccessList;
import io.steelyard.proxy.balance.Choosing;
import io.steelyard.proxy.cache.AnswerCache;
import io.steelyard.proxy.errorpage.ErrorPage;
import io.steelyard.proxy.proxyprotocol.Announcement;
import io.steelyard.proxy.throttle.Clients;
import io.steelyard.proxy.throttle.Throttle;
import io.steelyard.proxy.tls.NodeContext;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a listener treats its clients, whatever node they go to: {@link TrafficPolicy}, ready for use. Made once for each
 * change of the configuration.
 *
 * @param idleNanos how long a connection may carry nothing
 * @param halfClosed whether one side may be silent for longer when the other has finished
 * @param logged whether lines are kept of what they do
 * @param detailedLog how, where they tell more than usual; empty elsewhere
 * @param throttle empty for no limit
 * @param requestId how requests get names; empty where they have none
 * @param cache where answers are kept; empty when every request goes to a node
 * @param choosing what is otherwise than usual with choosing nodes
 * @param announcement how nodes are told whose connections they get; empty where they are not
 * @param nodeContext how connections to nodes speak TLS; empty where they do not
 * @param nodeStreams how many requests a connection to a node has at a time, by HTTP/2; 0 for HTTP/1.1
 * @param strict whether requests are refused that others have understood in two ways
 */
public record Policy(
        long idleNanos,
        boolean halfClosed,
        boolean logged,
        Optional<DetailedLog> detailedLog,
        AccessList access,
        Optional<Throttle> throttle,
        ErrorPage errorPage,
        Optional<RequestId> requestId,
        Optional<AnswerCache> cache,
        Choosing choosing,
        Optional<Announcement> announcement,
        Optional<NodeContext> nodeContext,
        int nodeStreams,
        boolean strict) {
    /**
     * Without a cache.
     *
     * @param clients asked for only when there is a throttle
     */
    public static Policy of(TrafficPolicy policy, Supplier<Clients> clients) {
        Optional<DetailedLog> detailedLog = policy.options().find(DetailedLog.class);
        return new Policy(
                policy.idleTimeout().toNanos(),
                policy.halfClosed(),
                policy.connectionLogging() || detailedLog.isPresent(),
                detailedLog,
                AccessList.of(policy.accessList()),
                policy.throttle().map(rules -> new Throttle(rules, clients.get())),
                policy.errorPage().map(ErrorPage::of).orElse(ErrorPage.DEFAULT),
                policy.options().find(RequestId.class),
                Optional.empty(),
                Choosing.USUAL,
                announcement(policy),
                Optional.empty(),
                policy.options().find(NodeHttp2.class).map(NodeHttp2::streams).orElse(0),
                policy.options().find(StrictRequests.class).isPresent());
    }

    /** How nodes are told whose connections they get; empty where they are not. */
    public static Optional<Announcement> announcement(TrafficPolicy policy) {
        return policy.options().find(ProxyProtocol.class).map(option -> Announcement.values()[option.version() - 1]);
    }

    /** The same with this cache, or none. */
    public Policy withCache(Optional<AnswerCache> other) {
        return new Policy(
                idleNanos,
                halfClosed,
                logged,
                detailedLog,
                access,
                throttle,
                errorPage,
                requestId,
                other,
                choosing,
                announcement,
                nodeContext,
                nodeStreams,
                strict);
    }

    /** The same with nodes chosen like this. */
    public Policy withChoosing(Choosing other) {
        return new Policy(
                idleNanos,
                halfClosed,
                logged,
                detailedLog,
                access,
                throttle,
                errorPage,
                requestId,
                cache,
                other,
                announcement,
                nodeContext,
                nodeStreams,
                strict);
    }

    /** The same with connections to nodes like this. */
    public Policy withNodeContext(Optional<NodeContext> other) {
        return new Policy(
                idleNanos,
                halfClosed,
                logged,
                detailedLog,
                access,
                throttle,
                errorPage,
                requestId,
                cache,
                choosing,
                announcement,
                other,
                nodeStreams,
                strict);
    }
}
