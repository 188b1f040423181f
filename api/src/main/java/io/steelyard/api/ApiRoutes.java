package io.steelyard.api;

import io.steelyard.api.body.BodyReader;
import io.steelyard.api.body.DocumentWriter;
import io.steelyard.api.body.GzipFilter;
import io.steelyard.api.body.RepresentationWriter;
import io.steelyard.api.container.ContainerResource;
import io.steelyard.api.http.ApiServer;
import io.steelyard.api.http.AuditFilter;
import io.steelyard.api.http.HealthResource;
import io.steelyard.api.http.ListenException;
import io.steelyard.api.http.NegotiationFilter;
import io.steelyard.api.http.RawDialect;
import io.steelyard.api.identity.AuditedLogin;
import io.steelyard.api.identity.AuthResource;
import io.steelyard.api.identity.LoginResource;
import io.steelyard.api.identity.TokensResource;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Idempotency;
import io.steelyard.api.rackspace.MaintenanceFilter;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.api.rackspace.RateLimitFilter;
import io.steelyard.api.rackspace.RoleGuard;
import io.steelyard.api.rackspace.TenantGuard;
import io.steelyard.api.rackspace.TokenFilter;
import io.steelyard.api.rackspace.accesslist.AccessListResource;
import io.steelyard.api.rackspace.algorithm.AlgorithmResource;
import io.steelyard.api.rackspace.atom.FeedResource;
import io.steelyard.api.rackspace.atom.Feeds;
import io.steelyard.api.rackspace.connectionlogging.ConnectionLoggingResource;
import io.steelyard.api.rackspace.connectionthrottle.ConnectionThrottleResource;
import io.steelyard.api.rackspace.contentcaching.ContentCachingResource;
import io.steelyard.api.rackspace.errorpage.ErrorPageResource;
import io.steelyard.api.rackspace.event.EventFeedResource;
import io.steelyard.api.rackspace.event.NodeEventResource;
import io.steelyard.api.rackspace.event.SubscriptionResource;
import io.steelyard.api.rackspace.fault.FaultMapper;
import io.steelyard.api.rackspace.healthmonitor.HealthMonitorResource;
import io.steelyard.api.rackspace.history.HistoryResource;
import io.steelyard.api.rackspace.limit.AbsoluteLimitResource;
import io.steelyard.api.rackspace.limit.AllowedDomainResource;
import io.steelyard.api.rackspace.limit.LimitResource;
import io.steelyard.api.rackspace.limit.LimitTypeResource;
import io.steelyard.api.rackspace.loadbalancer.BillableResource;
import io.steelyard.api.rackspace.loadbalancer.LoadBalancerResource;
import io.steelyard.api.rackspace.metadata.MetadataResource;
import io.steelyard.api.rackspace.metadata.NodeMetadataResource;
import io.steelyard.api.rackspace.node.NodeResource;
import io.steelyard.api.rackspace.protocol.ProtocolResource;
import io.steelyard.api.rackspace.sessionpersistence.SessionPersistenceResource;
import io.steelyard.api.rackspace.ssltermination.CertificateMappingResource;
import io.steelyard.api.rackspace.ssltermination.SslTerminationResource;
import io.steelyard.api.rackspace.stats.StatsResource;
import io.steelyard.api.rackspace.usage.AccountUsageResource;
import io.steelyard.api.rackspace.usage.UsageResource;
import io.steelyard.api.rackspace.virtualip.ShortVirtualIpResource;
import io.steelyard.api.rackspace.virtualip.VirtualIpResource;
import io.steelyard.api.region.PublicUrls;
import io.steelyard.api.region.RegionOfRequest;
import io.steelyard.api.spec.SpecResource;
import io.steelyard.control.change.Admission;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Everything that the API answers, as a contents page. */
public final class ApiRoutes {
    private ApiRoutes() {}

    /**
     * Listens, and answers from when this returns.
     *
     * @throws ListenException when the address is taken or may not be used; its message is for whoever starts the service
     */
    public static ApiServer start(ApiConfig config, ApiServices services) {
        return start(config, services, Optional.empty());
    }

    /**
     * The same.
     *
     * @param elb the Query dialect, which answers on the same listener
     */
    public static ApiServer start(ApiConfig config, ApiServices services, Optional<RawDialect> elb) {
        return ApiServer.start(
                config.endpoint(), config.limits(), config.observer(), url -> components(config, services, url), elb);
    }

    private static Collection<Object> components(ApiConfig config, ApiServices services, URI listener) {
        PublicUrls urls = PublicUrls.of(config.regions(), config.publicUrls(), listener);
        RegionOfRequest region = new RegionOfRequest(urls);
        Preconditions preconditions =
                new Preconditions(services.loadBalancers(), new Admission.WhenSettled(config.pendingWait()));
        Idempotency idempotency = new Idempotency(services.idempotency());
        AuditedLogin logins = new AuditedLogin(services.identity(), services.audit(), services.clock());
        List<Object> components =
                new ArrayList<>(FeedResource.all(new Feeds(services.loadBalancers(), services.events(), urls)));
        components.addAll(List.of(
                new HealthResource(),
                new SpecResource(),
                new NegotiationFilter(),
                new GzipFilter(),
                new BodyReader(config.limits().bodyBytes()),
                new RepresentationWriter(),
                new DocumentWriter(),
                new FaultMapper(),
                new LoginResource(logins, urls, region),
                new AuthResource(logins, urls),
                new TokensResource(logins, urls),
                new MaintenanceFilter(services.maintenance()),
                new TokenFilter(services.identity(), region),
                new RateLimitFilter(services.rates()),
                new AuditFilter(services.audit(), services.clock(), CallerOf::who),
                new TenantGuard(),
                new RoleGuard(),
                new LoadBalancerResource(
                        services.loadBalancers(), idempotency, preconditions, config.sources(), config.algorithms()),
                new NodeResource(services.nodes(), idempotency, preconditions, services.clock()),
                new HealthMonitorResource(services.healthMonitors(), preconditions),
                new VirtualIpResource(services.virtualIps(), idempotency, preconditions),
                new ShortVirtualIpResource(services.virtualIps(), preconditions),
                new ConnectionLoggingResource(services.connectionLogging(), preconditions),
                new ContentCachingResource(services.contentCaching(), preconditions),
                new SessionPersistenceResource(services.sessionPersistence(), preconditions),
                new AccessListResource(services.accessLists(), preconditions),
                new MetadataResource(services.metadata(), preconditions),
                new NodeMetadataResource(services.metadata(), preconditions),
                new NodeEventResource(services.events()),
                new EventFeedResource(services.feed()),
                new SubscriptionResource(services.subscriptions()),
                new HistoryResource(services.history(), preconditions),
                new ConnectionThrottleResource(services.throttles(), preconditions),
                new ErrorPageResource(services.errorPages(), preconditions),
                new ContainerResource(services.identity(), services.containers()),
                new SslTerminationResource(services.sslTerminations(), preconditions),
                new CertificateMappingResource(services.certificateMappings(), preconditions),
                new UsageResource(services.usage()),
                new AccountUsageResource(services.usage()),
                new BillableResource(services.usage()),
                new StatsResource(services.usage()),
                new ProtocolResource(),
                new AlgorithmResource(config.algorithms()),
                new LimitResource(services.limits(), services.rates(), services.clock()),
                new AbsoluteLimitResource(services.limits()),
                new LimitTypeResource(services.limits()),
                new AllowedDomainResource(services.nodeDomains())));
        return components;
    }
}
