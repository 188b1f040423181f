package io.steelyard.api.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.glassfish.jersey.jetty.JettyHttpContainer;
import org.glassfish.jersey.jetty.JettyHttpContainerProvider;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/**
 * The HTTP listener that carries every dialect. The only class that knows the HTTP server.
 *
 * <p>Threading: a few platform threads accept and select; each request runs in a virtual thread, at most one per
 * connection.
 */
public final class ApiServer implements AutoCloseable {
    private static final int SELECTOR_THREADS = 8;

    /** Jersey warns of every resource that is registered as an object and not as a class, which is how ours are. */
    private static final Logger NEEDLESS_WARNINGS = Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

    static {
        NEEDLESS_WARNINGS.setLevel(Level.SEVERE);
    }

    private final Server server;
    private final InetSocketAddress address;
    private final URI url;
    private final Optional<TlsContext> tls;

    private ApiServer(Server server, InetSocketAddress address, URI url, Optional<TlsContext> tls) {
        this.server = server;
        this.address = address;
        this.url = url;
        this.tls = tls;
    }

    /**
     * Listens, and answers from when this returns.
     *
     * @param observer hears of every request
     * @param components makes the resources, filters and mappers, given the listener's URL
     * @throws ListenException when the address is taken or may not be used
     */
    public static ApiServer start(
            Endpoint endpoint,
            HttpLimits limits,
            RequestObserver observer,
            Function<URI, Collection<Object>> components) {
        return start(endpoint, limits, observer, components, Optional.empty());
    }

    /**
     * The same.
     *
     * @param raw sees every request before the resources do
     */
    public static ApiServer start(
            Endpoint endpoint,
            HttpLimits limits,
            RequestObserver observer,
            Function<URI, Collection<Object>> components,
            Optional<RawDialect> raw) {
        Server server = new Server(selectorThreads());
        Optional<TlsContext> tls = endpoint.tls().map(TlsContext::new);
        ServerConnector connector = connector(server, endpoint, tls, limits);
        InetSocketAddress address = open(connector);
        URI url = endpoint.url(address.getPort());
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        Handler resources = new TargetHandler(new UnreadContentHandler(container(components.apply(url))));
        Handler all = raw.<Handler>map(dialect -> new RawHandler(dialect, limits.bodyBytes(), resources))
                .orElse(resources);
        server.setHandler(new GracefulHandler(new ObservingHandler(observer, all)));
        server.setErrorHandler(new ServerErrors());
        server.setStopTimeout(limits.grace().toMillis());
        try {
            server.start();
        } catch (Exception broken) {
            throw new IllegalStateException("The HTTP server did not start", broken);
        }
        return new ApiServer(server, address, url, tls);
    }

    private static QueuedThreadPool selectorThreads() {
        QueuedThreadPool threads = new QueuedThreadPool(SELECTOR_THREADS);
        threads.setName("api");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("api-request-", 0).factory()));
        return threads;
    }

    private static ServerConnector connector(
            Server server, Endpoint endpoint, Optional<TlsContext> tls, HttpLimits limits) {
        HttpConnectionFactory http = new HttpConnectionFactory(configuration(limits));
        ConnectionFactory[] protocols = tls.map(context ->
                        new ConnectionFactory[] {new SslConnectionFactory(context.factory(), http.getProtocol()), http})
                .orElseGet(() -> new ConnectionFactory[] {http});
        ServerConnector connector = new PromptConnector(server, protocols);
        connector.setHost(endpoint.host());
        connector.setPort(endpoint.port());
        connector.setIdleTimeout(limits.idle().toMillis());
        server.addConnector(connector);
        return connector;
    }

    private static HttpConfiguration configuration(HttpLimits limits) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(limits.headerBytes());
        // Whether a name fits the certificate is for the client to judge: behind a forwarder it is not the one asked
        // for.
        http.addCustomizer(new SecureRequestCustomizer(false));
        return http;
    }

    /** Binds before anything else is made: a taken port is the most frequent reason not to start. */
    private static InetSocketAddress open(ServerConnector connector) {
        try {
            connector.open();
        } catch (IOException | UnresolvedAddressException refused) {
            throw new ListenException(connector.getHost(), connector.getPort(), refused);
        }
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }

    /** Everything is registered by hand: scanning the class path would cost start-up time. */
    private static JettyHttpContainer container(Collection<Object> components) {
        ResourceConfig config = new ResourceConfig();
        components.forEach(config::register);
        config.property(ServerProperties.WADL_FEATURE_DISABLE, true)
                .property(ServerProperties.BV_FEATURE_DISABLE, true)
                .property(ServerProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
                .property(ServerProperties.METAINF_SERVICES_LOOKUP_DISABLE, true)
                .property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
        return new JettyHttpContainerProvider().createContainer(JettyHttpContainer.class, config);
    }

    /** Where it listens, with the real port. */
    public InetSocketAddress address() {
        return address;
    }

    /** The same as clients write it, without path. */
    public URI url() {
        return url;
    }

    /**
     * Connections from now on are served with another certificate.
     *
     * @throws IllegalArgumentException when it cannot be used; the one before stays then
     * @throws IllegalStateException when this listener speaks plain HTTP
     */
    public void renew(TlsIdentity identity) {
        tls.orElseThrow(() -> new IllegalStateException("this listener has no TLS"))
                .renew(identity);
    }

    /** Takes nothing new, waits for what is under way as long as the grace allows, and stops. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (Exception broken) {
            throw new IllegalStateException("The HTTP server did not stop cleanly", broken);
        }
    }
}
