package io.steelyard.api;

import static org.awaitility.Awaitility.await;

import io.steelyard.api.http.ApiServer;
import io.steelyard.api.http.Endpoint;
import io.steelyard.api.http.HttpLimits;
import io.steelyard.api.http.RequestObserver;
import io.steelyard.api.operator.OperatorConfig;
import io.steelyard.api.operator.OperatorRoutes;
import io.steelyard.api.operator.OperatorServices;
import io.steelyard.control.access.AccessListService;
import io.steelyard.control.accesskey.AccessKeyService;
import io.steelyard.control.audit.AuditService;
import io.steelyard.control.audit.AuditTrail;
import io.steelyard.control.audit.AuditedStore;
import io.steelyard.control.change.Bell;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.connectionlogging.ConnectionLoggingService;
import io.steelyard.control.container.Containers;
import io.steelyard.control.contentcaching.ContentCachingService;
import io.steelyard.control.errorpage.ErrorPageService;
import io.steelyard.control.event.EventFeed;
import io.steelyard.control.event.EventService;
import io.steelyard.control.fleet.HostView;
import io.steelyard.control.fleet.ProxyRestart;
import io.steelyard.control.fleet.SourceAddresses;
import io.steelyard.control.healthmonitor.HealthMonitorService;
import io.steelyard.control.history.HistoryService;
import io.steelyard.control.idempotency.IdempotencyService;
import io.steelyard.control.identity.AccountService;
import io.steelyard.control.identity.IdentityService;
import io.steelyard.control.identity.KeyedHash;
import io.steelyard.control.identity.UserService;
import io.steelyard.control.instance.Cloud;
import io.steelyard.control.instance.CloudSource;
import io.steelyard.control.instance.DiscoveryService;
import io.steelyard.control.instance.InventoryService;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.limit.Limits;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.maintenance.MaintenanceService;
import io.steelyard.control.metadata.MetadataService;
import io.steelyard.control.node.ClosedNetworkService;
import io.steelyard.control.node.NodeDomains;
import io.steelyard.control.node.NodeRules;
import io.steelyard.control.node.NodeService;
import io.steelyard.control.operator.JobService;
import io.steelyard.control.operator.NodeIdentities;
import io.steelyard.control.operator.OperatorService;
import io.steelyard.control.provisioning.Provisioner;
import io.steelyard.control.ratelimit.RateLimitService;
import io.steelyard.control.secret.MasterKey;
import io.steelyard.control.secret.MasterKeys;
import io.steelyard.control.secret.SecretVault;
import io.steelyard.control.sessionpersistence.SessionPersistenceService;
import io.steelyard.control.ssltermination.CertificateMappingService;
import io.steelyard.control.ssltermination.SslTerminationService;
import io.steelyard.control.ssltermination.Terminations;
import io.steelyard.control.store.Store;
import io.steelyard.control.subscription.SubscriptionService;
import io.steelyard.control.throttle.ThrottleService;
import io.steelyard.control.usage.UsageService;
import io.steelyard.control.virtualip.VipBlockService;
import io.steelyard.control.virtualip.VirtualIpAllocator;
import io.steelyard.control.virtualip.VirtualIpService;
import io.steelyard.domain.account.Role;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.persistence.SessionKey;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The API over the real services, a store in memory and hosts that obey; with two accounts and a client. */
public final class RunningApi implements AutoCloseable {
    public static final long TENANT = 1001;
    public static final String USER = "demo";
    public static final String KEY = "a86850deb2742ec3cb41518e26aa2d89";
    public static final long OTHER_TENANT = 2002;
    public static final String OTHER_USER = "other";
    public static final String OPERATOR_TOKEN = "0123456789abcdef0123456789abcdef";
    /** Where nodes see connections come from. */
    public static final SourceAddresses SOURCES = new SourceAddresses(
            IpAddress.parse("203.0.113.2"),
            IpAddress.parse("2001:db8::2"),
            IpAddress.parse("10.1.0.2"),
            Optional.empty());

    /** A loopback port that nodes may not have. */
    public static final int OWN_PORT = 9;

    public static final String MINIMAL =
            "{\"name\":\"a\",\"protocol\":\"HTTP\",\"virtualIps\":[{\"type\":\"PUBLIC\"}]}";

    private static final SecretVault VAULT =
            new SecretVault(new MasterKeys(new MasterKey(new byte[MasterKey.LENGTH]), Optional.empty()));

    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Of a node, in the domains that are allowed, but leading where no node may be. */
    public static final String FORBIDDEN_NAME = "metadata.example.com";

    private static final NodeDomains DOMAINS = NodeDomains.parse("example.com,db.example.org");

    private final Containers containers =
            new Containers(Path.of("target", "containers", UUID.randomUUID().toString()));
    private final ObedientFleet fleet = new ObedientFleet();
    private final Store store;
    private final EventFeed feed;
    private final Provisioner provisioner;
    private final ApiServer server;
    private final OperatorService operator;
    private final IdentityService identity;
    private final ApiServer operatorServer;
    private final RateLimitService rates;
    private final MaintenanceService maintenance;
    private final AuditTrail audit;
    private final VipBlockService vipBlocks;
    private final ClosedNetworkService closedNetworks;
    /** What rate limits are counted by; stands still. */
    private final AtomicLong ticker = new AtomicLong();

    private final HttpClient client = HttpClient.newHttpClient();

    private volatile ProxyRestart.Outcome restart = new ProxyRestart.Refused("There is no proxy here.");

    private RunningApi(ApiSetup setup) {
        audit = new AuditTrail(setup.store());
        this.store = new AuditedStore(setup.store(), audit);
        feed = new EventFeed(store, () -> {});
        vipBlocks = new VipBlockService(store, setup.pools(), List.of(new Zone("us-east-1a")));
        rates = new RateLimitService(store, setup.rateLimits(), ticker::get);
        maintenance = new MaintenanceService(store, setup.clock());
        Bell workDue = new Bell();
        Bell settled = new Bell();
        provisioner = new Provisioner(
                store,
                fleet,
                setup.clock(),
                workDue,
                settled,
                new SessionKey(new byte[SessionKey.LENGTH]),
                VAULT,
                () -> rules().networks());
        LoadBalancerEditor editor = new LoadBalancerEditor(store, setup.clock(), workDue, settled);
        closedNetworks = new ClosedNetworkService(store, editor, setup.clock(), List.of());
        operator = new OperatorService(store, editor, new NodeIdentities(new Terminations(VAULT, setup.clock())));
        identity = new IdentityService(store, setup.clock(), new KeyedHash(new byte[32]));
        server = ApiRoutes.start(
                new ApiConfig(
                        Endpoint.plain("127.0.0.1", 0),
                        setup.regions(),
                        setup.urls(),
                        setup.pendingWait(),
                        SOURCES,
                        HttpLimits.DEFAULT,
                        setup.algorithms(),
                        RequestObserver.NOBODY),
                services(setup, editor, identity));
        feed.start();
        operatorServer = OperatorRoutes.start(
                new OperatorConfig(Endpoint.plain("127.0.0.1", 0), OPERATOR_TOKEN, HttpLimits.DEFAULT),
                operatorServices(setup, workDue, editor));
        provisioner.start();
    }

    private OperatorServices operatorServices(ApiSetup setup, Bell workDue, LoadBalancerEditor editor) {
        return new OperatorServices(
                operator,
                new JobService(store, setup.clock(), workDue),
                new AccountService(store, identity),
                new UserService(store, identity),
                new LimitService(store, Limits.DEFAULT),
                rates,
                maintenance,
                vipBlocks,
                closedNetworks,
                new InventoryService(store, editor, () -> {}),
                discovery(setup, editor),
                new AccessKeyService(store, VAULT),
                new AuditService(store),
                audit,
                setup.clock(),
                () -> List.of(new HostView("local", Optional.empty(), Optional.empty(), Optional.empty())),
                SeenWork::by,
                () -> restart,
                () -> "steelyard_build_info 1\n");
    }

    /** Of a cloud that was not asked yet. */
    private DiscoveryService discovery(ApiSetup setup, LoadBalancerEditor editor) {
        Cloud silent = new Cloud() {
            @Override
            public List<Instance> instances() {
                return List.of();
            }

            @Override
            public void close() {}
        };
        return new DiscoveryService(
                store,
                new InventoryService(store, editor, () -> {}),
                rules(),
                new LimitService(store, Limits.DEFAULT),
                setup.clock(),
                List.of(new CloudSource("ec2", new TenantId(TENANT), silent)),
                Duration.ofMinutes(1));
    }

    /** One name leads to where clouds tell machines their secrets; no other is known. */
    private static Map<DomainName, List<IpAddress>> lookup(Collection<DomainName> names) {
        return names.contains(new DomainName(FORBIDDEN_NAME))
                ? Map.of(
                        new DomainName(FORBIDDEN_NAME),
                        List.of(IpAddress.parse("169.254.169.254").orElseThrow()))
                : Map.of();
    }

    private NodeRules rules() {
        return new NodeRules(
                true,
                () -> Set.of(new Port(OWN_PORT)),
                vipBlocks::pools,
                closedNetworks::networks,
                DOMAINS,
                RunningApi::lookup);
    }

    private ApiServices services(ApiSetup setup, LoadBalancerEditor editor, IdentityService identity) {
        NodeRules rules = rules();
        LimitService limits = new LimitService(store, Limits.DEFAULT);
        VirtualIpAllocator allocator = new VirtualIpAllocator(vipBlocks, limits, VirtualIpAllocator.QUARANTINE);
        Terminations terminations = new Terminations(VAULT, setup.clock());
        LoadBalancerService loadBalancers =
                new LoadBalancerService(store, editor, allocator, rules, limits, terminations);
        NodeService nodes = new NodeService(loadBalancers, editor, rules, limits);
        identity.createIfAbsent(new TenantId(TENANT), USER, KEY);
        identity.createIfAbsent(new TenantId(OTHER_TENANT), OTHER_USER, KEY);
        VirtualIpService virtualIps = new VirtualIpService(loadBalancers, editor, allocator, limits);
        SslTerminationService sslTerminations = new SslTerminationService(loadBalancers, editor, terminations);
        return new ApiServices(
                identity,
                loadBalancers,
                nodes,
                virtualIps,
                new ConnectionLoggingService(loadBalancers, editor),
                new ContentCachingService(loadBalancers, editor),
                new SessionPersistenceService(loadBalancers, editor),
                new AccessListService(loadBalancers, editor, limits),
                new MetadataService(loadBalancers, editor, limits),
                new HistoryService(store, loadBalancers, editor, rules, limits),
                new EventService(store, loadBalancers),
                new ThrottleService(loadBalancers, editor),
                new ErrorPageService(loadBalancers, editor),
                containers,
                new HealthMonitorService(loadBalancers, editor),
                feed,
                new SubscriptionService(store, setup.clock(), new KeyedHash(new byte[32]), rules),
                sslTerminations,
                new CertificateMappingService(sslTerminations, limits),
                new IdempotencyService(store, setup.clock()),
                limits,
                rates,
                maintenance,
                DOMAINS,
                audit,
                setup.clock(),
                new UsageService(setup.store(), loadBalancers, setup.clock()));
    }

    public static RunningApi start() {
        return start(ApiSetup.usual());
    }

    public static RunningApi start(ApiSetup setup) {
        return new RunningApi(setup);
    }

    public int port() {
        return server.address().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Lets that much time pass for rate limits. */
    public void wait(Duration time) {
        ticker.addAndGet(time.toNanos());
    }

    public ObedientFleet fleet() {
        return fleet;
    }

    /** Restarts of the proxy come to this from now on. */
    public void restartWith(ProxyRestart.Outcome outcome) {
        restart = outcome;
    }

    public Containers containers() {
        return containers;
    }

    public ApiServer server() {
        return server;
    }

    public OperatorService operator() {
        return operator;
    }

    /** A user of the first account who has a role, under the role's name. */
    public Client client(Role role) {
        identity.createUserIfAbsent(new TenantId(TENANT), role.name(), role, KEY);
        return new Client(TENANT, login(role.name()));
    }

    /** The client of the first account. */
    public Client client() {
        return new Client(TENANT, login(USER));
    }

    public Client otherClient() {
        return new Client(OTHER_TENANT, login(OTHER_USER));
    }

    private String login(String user) {
        return send(request("/v1.0").headers("X-Auth-User", user, "X-Auth-Key", KEY))
                .header("X-Auth-Token");
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path));
    }

    /** A request of the operator, without a token. */
    public HttpRequest.Builder operatorRequest(String path) {
        return HttpRequest.newBuilder(operatorServer.url().resolve(path));
    }

    /** The same with the token. */
    public HttpRequest.Builder operator(String path) {
        return operatorRequest(path).header("Authorization", "Bearer " + OPERATOR_TOKEN);
    }

    public Answer postJson(String path, String body) {
        return send(json(request(path), body));
    }

    /** Sends it, and holds the answer against {@code spec/}. */
    public Answer send(HttpRequest.Builder request) {
        try {
            HttpRequest sent = request.timeout(LIMIT).build();
            HttpResponse<String> answer = client.send(sent, HttpResponse.BodyHandlers.ofString());
            WireContract.check(sent.method(), answer);
            return new Answer(answer);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static HttpRequest.Builder json(HttpRequest.Builder request, String body) {
        return request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    }

    @Override
    public void close() {
        feed.close();
        client.close();
        server.close();
        operatorServer.close();
        provisioner.close();
        fleet.close();
        audit.close();
        store.close();
    }

    /** Someone with a token. */
    public final class Client {
        private final long tenant;
        private final String token;

        private Client(long tenant, String token) {
            this.tenant = tenant;
            this.token = token;
        }

        public String token() {
            return token;
        }

        /** @param path below {@code /v1.0/{tenantId}} */
        public HttpRequest.Builder request(String path) {
            return RunningApi.this.request("/v1.0/" + tenant + path).header("X-Auth-Token", token);
        }

        public Answer get(String path) {
            return send(request(path));
        }

        public Answer post(String path, String body) {
            return send(json(request(path), body));
        }

        public Answer put(String path, String body) {
            return exchange("PUT", path, body);
        }

        /**
         * @param body empty for none
         * @param headers names and values in turn
         */
        public Answer exchange(String method, String path, String body, String... headers) {
            HttpRequest.Builder request = request(path);
            if (!body.isEmpty()) {
                request.header("Content-Type", "application/json");
            }
            if (headers.length > 0) {
                request.headers(headers);
            }
            return RunningApi.this.send(request.method(method, HttpRequest.BodyPublishers.ofString(body)));
        }

        public Answer delete(String path) {
            return send(request(path).DELETE());
        }

        /** Makes a balancer and waits until it is ACTIVE. */
        public int activeLoadBalancer() {
            int id = post("/loadbalancers", MINIMAL).loadBalancerId();
            awaitStatus(id, "ACTIVE");
            return id;
        }

        public int deletedLoadBalancer() {
            int id = activeLoadBalancer();
            delete("/loadbalancers/" + id);
            awaitStatus(id, "DELETED");
            return id;
        }

        public void awaitStatus(int id, String status) {
            await().until(() -> get("/loadbalancers/" + id).text("/loadBalancer/status"), status::equals);
        }
    }
}
