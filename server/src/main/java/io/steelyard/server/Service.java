package io.steelyard.server;

import io.steelyard.api.ApiConfig;
import io.steelyard.api.ApiRoutes;
import io.steelyard.api.ApiServices;
import io.steelyard.api.elb.ElbDialect;
import io.steelyard.api.elb.ElbServices;
import io.steelyard.api.http.ApiServer;
import io.steelyard.api.http.HttpLimits;
import io.steelyard.api.http.ListenException;
import io.steelyard.api.http.RequestObserver;
import io.steelyard.api.operator.OperatorServices;
import io.steelyard.control.access.AccessListService;
import io.steelyard.control.accesskey.AccessKeyService;
import io.steelyard.control.audit.AuditService;
import io.steelyard.control.audit.AuditTrail;
import io.steelyard.control.audit.AuditedStore;
import io.steelyard.control.certificate.CertificateService;
import io.steelyard.control.change.Applied;
import io.steelyard.control.change.Bell;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.classic.ClassicNames;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.control.classic.Departures;
import io.steelyard.control.classic.RegistrationService;
import io.steelyard.control.connectionlogging.ConnectionLoggingService;
import io.steelyard.control.container.Containers;
import io.steelyard.control.contentcaching.ContentCachingService;
import io.steelyard.control.errorpage.ErrorPageService;
import io.steelyard.control.event.EventFeed;
import io.steelyard.control.event.EventService;
import io.steelyard.control.healthmonitor.HealthMonitorService;
import io.steelyard.control.history.HistoryService;
import io.steelyard.control.housekeeping.Housekeeping;
import io.steelyard.control.idempotency.IdempotencyService;
import io.steelyard.control.identity.AccountService;
import io.steelyard.control.identity.IdentityService;
import io.steelyard.control.identity.KeyedHash;
import io.steelyard.control.identity.UserService;
import io.steelyard.control.instance.AnnouncementService;
import io.steelyard.control.instance.DiscoveryService;
import io.steelyard.control.instance.InventoryService;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.maintenance.MaintenanceService;
import io.steelyard.control.metadata.MetadataService;
import io.steelyard.control.node.ClosedNetworkService;
import io.steelyard.control.node.NodeRules;
import io.steelyard.control.node.NodeService;
import io.steelyard.control.operator.JobService;
import io.steelyard.control.operator.NodeIdentities;
import io.steelyard.control.operator.OperatorService;
import io.steelyard.control.provisioning.Provisioner;
import io.steelyard.control.ratelimit.RateLimitService;
import io.steelyard.control.scaling.Membership;
import io.steelyard.control.scaling.ScalingService;
import io.steelyard.control.secret.SecretVault;
import io.steelyard.control.sessionpersistence.SessionPersistenceService;
import io.steelyard.control.ssltermination.CertificateMappingService;
import io.steelyard.control.ssltermination.SslTerminationService;
import io.steelyard.control.ssltermination.Terminations;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.subscription.Deliveries;
import io.steelyard.control.subscription.SubscriptionService;
import io.steelyard.control.throttle.ThrottleService;
import io.steelyard.control.usage.UsageCycle;
import io.steelyard.control.usage.UsageService;
import io.steelyard.control.virtualip.VipBlockService;
import io.steelyard.control.virtualip.VirtualIpAllocator;
import io.steelyard.control.virtualip.VirtualIpService;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.region.Region;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.server.discovery.Clouds;
import io.steelyard.server.dns.NameServer;
import io.steelyard.server.dns.Publication;
import io.steelyard.server.hosts.LocalHost;
import io.steelyard.server.kill.MortalFleet;
import io.steelyard.server.kill.MortalStore;
import io.steelyard.server.operator.OperatorToken;
import io.steelyard.server.operator.ServiceMetrics;
import io.steelyard.server.settings.RunSettings;
import io.steelyard.server.settings.Setting;
import io.steelyard.server.tls.ocsp.StapledFleet;
import io.steelyard.server.tls.ocsp.Stapling;
import io.steelyard.server.webhook.PinnedPost;
import io.steelyard.server.webhook.WebhookCourier;
import io.steelyard.store.DataDirectory;
import io.steelyard.store.DataDirectoryException;
import io.steelyard.store.SqliteStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole service, wired by hand: what is made here is closed in the opposite order. */
final class Service implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(15);

    private final Closing closing;
    private final Path data;
    private final ApiServer api;
    private final ApiTls tls;
    private final OperatorSetup operator;
    private final FirstAccount account;

    private Service(
            Closing closing, Path data, ApiServer api, ApiTls tls, OperatorSetup operator, FirstAccount account) {
        this.closing = closing;
        this.data = data;
        this.api = api;
        this.tls = tls;
        this.operator = operator;
        this.account = account;
    }

    /**
     * Returns when the API answers and the proxy has been told everything.
     *
     * @throws CannotStartException when something outside keeps it from starting; nothing is left running then
     */
    static Service start(RunSettings settings) {
        Closing closing = new Closing();
        try {
            return start(settings, closing);
        } catch (ListenException taken) {
            closing.close();
            throw new CannotStartException(
                    taken.getMessage() + " Choose another with " + Setting.LISTEN.flag() + ".", taken);
        } catch (DataDirectoryException refused) {
            closing.close();
            throw new CannotStartException(refused.getMessage() + " (" + Setting.DATA.flag() + ")", refused);
        } catch (IOException refused) {
            closing.close();
            throw new CannotStartException(refused.getMessage() + " (" + Setting.DATA.flag() + ")", refused);
        } catch (RuntimeException failed) {
            closing.close();
            throw failed;
        }
    }

    private static Service start(RunSettings settings, Closing closing) throws IOException {
        InstantSource clock = InstantSource.system();
        DataDirectory directory = closing.add(DataDirectory.open(settings.data()));
        ApiTls tls = ApiTls.of(settings, directory.path(), clock);
        LocalHost host = closing.add(ProxySetup.host(settings, directory.path(), clock));
        host.startEarly();
        Store kept = closing.add(MortalStore.around(SqliteStore.open(directory)));
        // Again, since what the proxy says while it ends is stored.
        closing.add(host);
        AuditTrail audit = closing.add(new AuditTrail(kept));
        Store store = new AuditedStore(kept, audit);

        KeyedHash hash = new KeyedHash(IdentityKey.of(directory.path()));
        IdentityService identity = new IdentityService(store, clock, hash);
        FirstAccount account = FirstAccount.ensure(settings, directory.path(), store, identity);

        SecretVault vault = SecretSetup.vault(MasterKeyFile.of(directory.path(), settings.masterKeyFile()), store);
        Terminations terminations = new Terminations(vault, clock);

        Bell workDue = new Bell();
        Bell settled = new Bell();
        LoadBalancerEditor editor = new LoadBalancerEditor(store, clock, workDue, settled);
        AtomicReference<Set<Port>> ownPorts = new AtomicReference<>(Set.of());
        VipBlockService vipBlocks = new VipBlockService(store, settings.vipPools(), settings.zones());
        ClosedNetworkService closedNetworks =
                new ClosedNetworkService(store, editor, clock, ClosedNetworks.of(settings));
        NodeRules nodeRules = new NodeRules(
                settings.loopbackNodes(),
                ownPorts::get,
                vipBlocks::pools,
                closedNetworks::networks,
                settings.nodeDomains(),
                DnsLookup.at(settings.nameServers()));
        LimitService limits = new LimitService(store, settings.limits());
        RateLimitService rates = new RateLimitService(store, settings.rateLimits(), System::nanoTime);
        MaintenanceService maintenance = new MaintenanceService(store, clock);
        VirtualIpAllocator allocator = new VirtualIpAllocator(vipBlocks, limits, settings.vipQuarantine());
        LoadBalancerService loadBalancers =
                new LoadBalancerService(store, editor, allocator, nodeRules, limits, terminations);
        NodeService nodes = new NodeService(loadBalancers, editor, nodeRules, limits);
        VirtualIpService virtualIps = new VirtualIpService(loadBalancers, editor, allocator, limits);
        PinnedPost post = closing.add(new PinnedPost(nodeRules));
        Stapling stapling = closing.add(new Stapling(post, clock, host::staple));
        Provisioner provisioner = closing.add(new Provisioner(
                store,
                MortalFleet.around(settings.ocspStapling() ? new StapledFleet(host, stapling) : host),
                clock,
                workDue,
                settled,
                SessionKeyFile.read(directory.path()),
                vault,
                nodeRules::networks));
        // Before the API, which takes longer to start: after a crash traffic waits for this.
        provisioner.start();
        closing.add(new Housekeeping(store, clock)).start();
        Containers containers = new Containers(directory.path().resolve("containers"));
        LogSetup logs = new LogSetup(settings.logs(), directory.path(), settings.regions(), clock);
        closing.add(logs.delivery(containers, store)).start();
        closing.add(new UsageCycle(store, clock)).start();

        SubscriptionService subscriptions = new SubscriptionService(store, clock, hash, nodeRules);
        Deliveries deliveries =
                closing.add(new Deliveries(store, clock, new WebhookCourier(clock, subscriptions::secret, post)));
        EventFeed feed = new EventFeed(store, deliveries::look);

        SslTerminationService sslTerminations = new SslTerminationService(loadBalancers, editor, terminations);
        ServiceMetrics metrics = closing.add(new ServiceMetrics(
                Main.VERSION, store, directory.path(), clock, host::views, provisioner.traffic(), host));
        AccessKeyService accessKeys = new AccessKeyService(store, vault);
        Bell groupsChanged = new Bell();
        InventoryService inventory = new InventoryService(store, editor, groupsChanged::ring);
        ElbSetup elbSetup = new ElbSetup(store, account.credentials().tenant());
        elbSetup.make(settings, accessKeys, inventory);
        ClassicService classics = new ClassicService(
                store,
                editor,
                new Applied(store, settled),
                vipBlocks,
                allocator,
                nodeRules,
                limits,
                vault,
                settings.regions());
        Departures departures = closing.add(new Departures(store, editor, clock));
        departures.start();
        ClassicNames names = new ClassicNames(store, settings.dnsZone(), settings.regions(), vipBlocks);
        if (settings.dnsZone().isPresent()) {
            closing.add(nameServer(settings, settings.dnsZone().get(), names, store));
        }
        if (settings.dnsUpdate().isPresent()) {
            closing.add(Publication.start(
                    settings.dnsUpdate().get(),
                    settings.dnsZone().orElseThrow(),
                    directory.path(),
                    names::all,
                    () -> store.<Long>read(ReadUnit::lastEventId)));
        }
        AnnouncementService announcements =
                closing.add(new AnnouncementService(store, inventory, nodeRules, limits, clock));
        announcements.start();
        DiscoveryService discovery = closing.add(new DiscoveryService(
                store,
                inventory,
                nodeRules,
                limits,
                clock,
                Clouds.of(settings.discovery(), clock, elbSetup::tenant),
                settings.discovery().interval()));
        metrics.watch(discovery::reports);
        RegistrationService registrations = new RegistrationService(classics, limits, departures);
        closing.add(new Membership(store, registrations, groupsChanged)).start();
        ElbDialect elb = new ElbDialect(new ElbServices(
                classics,
                registrations,
                new CertificateService(store, terminations, limits, settings.regions(), clock),
                names,
                logs.buckets(),
                accessKeys,
                inventory,
                announcements,
                new ScalingService(store, limits, groupsChanged::ring),
                limits,
                rates,
                maintenance,
                audit,
                clock,
                settings.regions(),
                settings.signatureV2()));
        ApiServer api = closing.add(ApiRoutes.start(
                apiConfig(settings, tls, metrics),
                new ApiServices(
                        identity,
                        loadBalancers,
                        nodes,
                        virtualIps,
                        new ConnectionLoggingService(loadBalancers, editor),
                        new ContentCachingService(loadBalancers, editor),
                        new SessionPersistenceService(loadBalancers, editor),
                        new AccessListService(loadBalancers, editor, limits),
                        new MetadataService(loadBalancers, editor, limits),
                        new HistoryService(store, loadBalancers, editor, nodeRules, limits),
                        new EventService(store, loadBalancers),
                        new ThrottleService(loadBalancers, editor),
                        new ErrorPageService(loadBalancers, editor),
                        containers,
                        new HealthMonitorService(loadBalancers, editor),
                        feed,
                        subscriptions,
                        sslTerminations,
                        new CertificateMappingService(sslTerminations, limits),
                        new IdempotencyService(store, clock),
                        limits,
                        rates,
                        maintenance,
                        settings.nodeDomains(),
                        audit,
                        clock,
                        new UsageService(store, loadBalancers, clock)),
                Optional.of(elb)));
        closing.add(feed);
        tls.watch(api, closing);
        OperatorSetup operator = OperatorSetup.start(
                settings.operatorListen(),
                OperatorToken.of(directory.path()),
                new OperatorServices(
                        new OperatorService(store, editor, new NodeIdentities(terminations)),
                        new JobService(store, clock, workDue),
                        new AccountService(store, identity),
                        new UserService(store, identity),
                        limits,
                        rates,
                        maintenance,
                        vipBlocks,
                        closedNetworks,
                        inventory,
                        discovery,
                        accessKeys,
                        new AuditService(store),
                        audit,
                        clock,
                        host::views,
                        host,
                        host::restart,
                        metrics::scrape));
        closing.add(operator.server());
        ownPorts.set(ports(api, operator.server()));
        provisioner.networksChanged();
        // Not before it is known which ports nothing may be sent to.
        discovery.start();
        feed.start();
        stapling.start();
        awaitHost(host, settings);
        return new Service(closing, directory.path(), api, tls, operator, account);
    }

    private static NameServer nameServer(RunSettings settings, DomainName zone, ClassicNames names, Store store) {
        InetSocketAddress listen = settings.dnsListen().toSocketAddress();
        try {
            NameServer server =
                    NameServer.start(listen, zone, names::addresses, () -> store.<Long>read(ReadUnit::lastEventId));
            LOG.info("Names in {} are answered at {}", zone, server.address());
            return server;
        } catch (IOException refused) {
            throw new CannotStartException(
                    "the name server cannot listen on " + settings.dnsListen() + ": " + refused.getMessage()
                            + "; choose another place with " + Setting.DNS_LISTEN.flag(),
                    refused);
        }
    }

    private static Set<Port> ports(ApiServer... servers) {
        return Stream.of(servers)
                .map(server -> new Port(server.address().getPort()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static ApiConfig apiConfig(RunSettings settings, ApiTls tls, RequestObserver observer) {
        List<RegionName> regions = settings.regions().stream().map(Region::name).toList();
        Map<RegionName, URI> urls = new LinkedHashMap<>();
        settings.publicUrl().ifPresent(url -> regions.forEach(region -> urls.put(region, url)));
        urls.putAll(settings.publicUrls());
        return new ApiConfig(
                tls.endpoint(settings),
                regions,
                urls,
                settings.pendingWait(),
                OwnSourceAddresses.towards(settings.vipPools()),
                HttpLimits.DEFAULT,
                settings.powerOfTwoChoices() ? List.of(Algorithm.values()) : Algorithm.SPECIFIED,
                observer);
    }

    private static void awaitHost(LocalHost host, RunSettings settings) {
        try {
            if (!host.awaitConnected(CONNECT_LIMIT)) {
                throw new CannotStartException("the proxy did not come up within " + CONNECT_LIMIT.toSeconds()
                        + " s; its log says why: " + ProxySetup.log(settings.data()));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("stopped while starting", stopping);
        }
    }

    /** Where the API is, without path. */
    URI address() {
        return api.url();
    }

    OperatorSetup operator() {
        return operator;
    }

    ApiTls tls() {
        return tls;
    }

    Path data() {
        return data;
    }

    FirstAccount account() {
        return account;
    }

    /** Takes something along that has to be closed before the service is. */
    <T extends AutoCloseable> T closingWith(T more) {
        return closing.add(more);
    }

    @Override
    public void close() {
        closing.close();
    }
}
