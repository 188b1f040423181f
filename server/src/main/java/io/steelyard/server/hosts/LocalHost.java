package io.steelyard.server.hosts;

import io.steelyard.control.fleet.Fleet;
import io.steelyard.control.fleet.Observer;
import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.hostlink.HostLink;
import io.steelyard.hostlink.HostLinkDialer;
import io.steelyard.hostlink.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fleet of one: the proxy on this machine, a child process that is started when it is not there. One that a dead control
 * process left behind is adopted as it is, with all its connections.
 *
 * <p>Threading: one thread of its own connects, reads and supervises; publishing comes from any thread. The lock orders
 * what is sent: nothing goes out on a new connection before the complete state.
 */
public final class LocalHost implements Fleet {
    private static final Logger LOG = LoggerFactory.getLogger(LocalHost.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Path socket;
    private final ProxyProcess process;
    private final Object sending = new Object();
    private final CountDownLatch firstConnection = new CountDownLatch(1);
    private final Thread supervisor = Thread.ofPlatform().name("local-host").daemon().unstarted(this::supervise);
    private Optional<Observer> observer = Optional.empty();
    private Optional<HostLink> link = Optional.empty();
    private volatile boolean stopping;

    /**
     * @param socket where the proxy listens for control
     * @param log where a proxy that is started here writes its log
     * @param arguments of a proxy that is started here, the socket's included
     */
    public LocalHost(Path socket, Path log, List<String> arguments) {
        this.socket = socket;
        this.process = new ProxyProcess(log, arguments);
    }

    /**
     * Starts the proxy unless one is there. Optional: {@link #start} does it too, but the earlier it begins the sooner
     * both processes are up.
     */
    public void startEarly() throws IOException {
        try {
            HostLinkDialer.dial(socket).close();
        } catch (IOException nobodyThere) {
            process.start();
        }
    }

    @Override
    public void start(Observer told) {
        observer = Optional.of(told);
        supervisor.start();
    }

    /** Waits until a proxy has been told everything; false when the limit has passed before. */
    public boolean awaitConnected(Duration limit) throws InterruptedException {
        return firstConnection.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void publish(HostDesired desired) {
        synchronized (sending) {
            link.ifPresent(open -> send(open, new Message.Publish(desired)));
        }
    }

    private void supervise() {
        Duration pause = FIRST_PAUSE;
        while (!stopping) {
            try (HostLink open = HostLinkDialer.dial(socket)) {
                pause = FIRST_PAUSE;
                serve(open);
            } catch (IOException away) {
                LOG.debug("The proxy is away: {}", away.getMessage());
            } catch (RuntimeException broken) {
                LOG.error("The link to the proxy met an error; it is opened again", broken);
            }
            disconnected();
            pause = stopping ? pause : restart(pause);
        }
    }

    private void serve(HostLink open) throws IOException {
        if (!(open.receive() instanceof Message.Hello hello)) {
            throw new IOException("the proxy did not say hello");
        }
        LOG.info("Connected to the proxy, process {}, on {}", hello.pid(), hello.transport());
        synchronized (sending) {
            Set<LoadBalancerId> known =
                    hello.known().stream().map(Message.Known::id).collect(Collectors.toSet());
            send(open, new Message.Publish(observer.orElseThrow().connected(known)));
            link = Optional.of(open);
        }
        firstConnection.countDown();
        while (!stopping) {
            if (open.receive() instanceof Message.Reports reports) {
                observer.orElseThrow().reported(reports.reports());
            }
        }
    }

    private void disconnected() {
        synchronized (sending) {
            link = Optional.empty();
        }
    }

    /** Starts a proxy when none runs, and waits longer each time that this does not help. */
    private Duration restart(Duration pause) {
        try {
            if (!process.isAlive()) {
                LOG.info("Starting a proxy");
                process.start();
            }
            Thread.sleep(pause);
        } catch (IOException cannot) {
            LOG.error("The proxy cannot be started: {}", cannot.getMessage());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        Duration longer = pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    private static void send(HostLink open, Message message) {
        try {
            open.send(message);
        } catch (IOException away) {
            // The reading side notices as well and connects anew; a host that comes back is told everything.
            LOG.debug("The proxy went away while being told something: {}", away.getMessage());
        }
    }

    /** Has the proxy finish its connections and exit. */
    @Override
    public void close() {
        stopping = true;
        synchronized (sending) {
            link.ifPresent(open -> send(open, new Message.Stop((int) DRAIN.toSeconds())));
        }
        try {
            process.awaitEnd(DRAIN.plus(STOP_LIMIT));
            supervisor.interrupt();
            supervisor.join(STOP_LIMIT);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
