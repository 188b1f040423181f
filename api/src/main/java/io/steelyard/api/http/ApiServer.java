package io.steelyard.api.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
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

    /** When stopping, a connection without a request under way is of no use to its client. */
    private static final Duration SHUTDOWN_IDLE = Duration.ofMillis(200);

    /** Jersey warns of every resource that is registered as an object and not as a class, which is how ours are. */
    private static final Logger NEEDLESS_WARNINGS = Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

    static {
        NEEDLESS_WARNINGS.setLevel(Level.SEVERE);
    }

    private final Server server;
    private final InetSocketAddress address;

    private ApiServer(Server server, InetSocketAddress address) {
        this.server = server;
        this.address = address;
    }

    /**
     * Listens, and answers from when this returns.
     *
     * @param port 0 for any free one
     * @param components makes the resources, filters and mappers, given where the server listens
     * @throws ListenException when the address is taken or may not be used
     */
    public static ApiServer start(
            String host, int port, HttpLimits limits, Function<InetSocketAddress, Collection<Object>> components) {
        Server server = new Server(selectorThreads());
        ServerConnector connector = connector(server, host, port, limits);
        InetSocketAddress address = open(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        server.setHandler(new GracefulHandler(new TargetHandler(container(components.apply(address)))));
        server.setErrorHandler(new ServerErrors());
        server.setStopTimeout(limits.grace().toMillis());
        try {
            server.start();
        } catch (Exception broken) {
            throw new IllegalStateException("The HTTP server did not start", broken);
        }
        return new ApiServer(server, address);
    }

    private static QueuedThreadPool selectorThreads() {
        QueuedThreadPool threads = new QueuedThreadPool(SELECTOR_THREADS);
        threads.setName("api");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("api-request-", 0).factory()));
        return threads;
    }

    private static ServerConnector connector(Server server, String host, int port, HttpLimits limits) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(limits.headerBytes());
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE.toMillis());
        server.addConnector(connector);
        return connector;
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
