package io.steelyard.api.operator;

import io.steelyard.api.body.BodyReader;
import io.steelyard.api.body.GzipFilter;
import io.steelyard.api.body.RepresentationWriter;
import io.steelyard.api.http.ApiServer;
import io.steelyard.api.http.AuditFilter;
import io.steelyard.api.http.HealthResource;
import io.steelyard.api.http.ListenException;
import io.steelyard.api.http.NegotiationFilter;
import io.steelyard.api.http.RequestObserver;
import io.steelyard.api.operator.accesskey.AccessKeyResource;
import io.steelyard.api.operator.account.AccountResource;
import io.steelyard.api.operator.account.UserResource;
import io.steelyard.api.operator.audit.AuditResource;
import io.steelyard.api.operator.closednetwork.ClosedNetworkResource;
import io.steelyard.api.operator.discovery.DiscoveryResource;
import io.steelyard.api.operator.event.EventResource;
import io.steelyard.api.operator.figures.FiguresResource;
import io.steelyard.api.operator.host.HostResource;
import io.steelyard.api.operator.instance.InstanceResource;
import io.steelyard.api.operator.job.JobResource;
import io.steelyard.api.operator.limit.AccountLimitResource;
import io.steelyard.api.operator.limit.AccountRateLimitResource;
import io.steelyard.api.operator.limit.LimitResource;
import io.steelyard.api.operator.limit.RateLimitResource;
import io.steelyard.api.operator.loadbalancer.LoadBalancerResource;
import io.steelyard.api.operator.maintenance.MaintenanceResource;
import io.steelyard.api.operator.metrics.MetricsResource;
import io.steelyard.api.operator.problem.ProblemMapper;
import io.steelyard.api.operator.proxy.ProxyResource;
import io.steelyard.api.operator.traffic.TrafficOptionsResource;
import io.steelyard.api.operator.vipblock.VipBlockResource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Everything that the operator's listener answers, as a contents page. */
public final class OperatorRoutes {
    private static final Optional<AuditFilter.Who> OPERATOR =
            Optional.of(new AuditFilter.Who(Optional.empty(), "operator"));

    private OperatorRoutes() {}

    /**
     * Listens, and answers from when this returns.
     *
     * @throws ListenException when the address is taken or may not be used; its message is for whoever starts the service
     */
    public static ApiServer start(OperatorConfig config, OperatorServices services) {
        return ApiServer.start(
                config.endpoint(), config.limits(), RequestObserver.NOBODY, url -> components(config, services));
    }

    private static Collection<Object> components(OperatorConfig config, OperatorServices services) {
        return List.of(
                new HealthResource(),
                new NegotiationFilter(),
                new OperatorFilter(config.token()),
                new AuditFilter(services.audit(), services.clock(), _ -> OPERATOR),
                new GzipFilter(),
                new BodyReader(config.limits().bodyBytes()),
                new RepresentationWriter(),
                new ProblemMapper(),
                new LoadBalancerResource(services.loadBalancers(), services.jobs()),
                new TrafficOptionsResource(services.loadBalancers()),
                new JobResource(services.jobs()),
                new AccountResource(services.accounts()),
                new UserResource(services.users()),
                new AccountLimitResource(services.accounts(), services.limits()),
                new LimitResource(services.limits()),
                new AccountRateLimitResource(services.accounts(), services.rates()),
                new RateLimitResource(services.rates()),
                new MaintenanceResource(services.maintenance()),
                new VipBlockResource(services.vipBlocks()),
                new ClosedNetworkResource(services.closedNetworks()),
                new InstanceResource(services.inventory()),
                new DiscoveryResource(services.discovery()),
                new AccessKeyResource(services.accessKeys()),
                new AuditResource(services.auditLog()),
                new EventResource(services.loadBalancers()),
                new HostResource(services.hosts()),
                new FiguresResource(services.lookout()),
                new ProxyResource(services.proxy()),
                new MetricsResource(services.metrics()));
    }
}
