package io.steelyard.server.hosts;

import io.steelyard.control.fleet.Fleet;
import io.steelyard.control.fleet.HostFigures;
import io.steelyard.control.fleet.HostView;
import io.steelyard.control.fleet.Lookout;
import io.steelyard.control.fleet.Observer;
import io.steelyard.control.fleet.ProxyRestart;
import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.tls.Staple;
import io.steelyard.hostlink.HostLink;
import io.steelyard.hostlink.HostLinkDialer;
import io.steelyard.hostlink.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
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
 * <p>Threading: one thread of its own connects and supervises, the link's thread hears; publishing comes from any thread.
 * The lock orders what is sent: nothing goes out on a new connection before the complete state.
 */
public final class LocalHost implements Fleet, Lookout, ProxyRestart, HostLink.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(LocalHost.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static final String NAME = "local";
    private static final HostView AWAY = new HostView(NAME, Optional.empty(), Optional.empty(), Optional.empty());

    private final InstantSource clock;
    private final Path socket;
    private final ProxyProcess process;
    private final Restarts restarts;
    private final Object sending = new Object();
    private final CountDownLatch firstConnection = new CountDownLatch(1);
    private final Thread supervisor =
            Thread.ofPlatform().name("local-host").daemon().unstarted(this::supervise);
    private volatile Optional<Observer> observer = Optional.empty();
    private final Questions questions = new Questions();
    private volatile Optional<HostLink> link = Optional.empty();
    /** Whether it knows all that is said now: a proxy that was adopted may be of an older version. */
    private boolean isCurrent;

    private volatile Optional<HostView> view = Optional.empty();
    private volatile CountDownLatch linkClosed = new CountDownLatch(0);
    private volatile boolean stopping;

    /**
     * @param socket where the proxy listens for control
     * @param log where a proxy that is started here writes its log
     * @param arguments of a proxy that is started here, the socket's included
     * @param restartDrain how long connections of a proxy may go on when another one has its place
     */
    public LocalHost(InstantSource clock, Path socket, Path log, List<String> arguments, Duration restartDrain) {
        this.clock = clock;
        this.socket = socket;
        this.process = new ProxyProcess(log, arguments);
        this.restarts = new Restarts(process, log, restartDrain);
    }

    /** Starts a proxy unless one is there: the sooner it begins, the sooner both processes are up. */
    public void startEarly() throws IOException {
        try {
            HostLinkDialer.dial(socket, new Deaf()).close();
        } catch (IOException nobodyThere) {
            LOG.debug("No proxy is there: {}", nobodyThere.getMessage());
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
            link.ifPresent(open -> open.send(new Message.Publish(desired)));
        }
    }

    @Override
    public void received(HostLink from, Message message) {
        switch (message) {
            case Message.Hello hello -> greet(from, hello);
            case Message.Reports reports -> {
                observer.orElseThrow().reported(reports.reports());
                view.flatMap(HostView::pid).ifPresent(restarts::serves);
            }
            case Message.NodeReports nodes ->
                observer.orElseThrow().observed(HostName.LOCAL, nodes.complete(), nodes.reports(), nodes.undecided());
            case Message.TrafficReports traffic -> keep(from, traffic);
            case Message.Seen seen -> questions.answered(seen);
            case Message.TrafficKept _, Message.Publish _, Message.Look _, Message.Staples _, Message.Stop _ ->
                LOG.warn("The proxy sent what only control sends");
        }
    }

    /** The new proxy is told everything before it takes the old one's place. */
    @Override
    public Outcome restart() {
        return view.filter(seen -> link.isPresent())
                .flatMap(HostView::pid)
                .map(restarts::restart)
                .orElseGet(() -> new Refused("No proxy is connected now; one is started as soon as it can be."));
    }

    private void keep(HostLink from, Message.TrafficReports traffic) {
        if (observer.orElseThrow().counted(HostName.LOCAL, traffic.sequence(), traffic.reports())) {
            from.send(new Message.TrafficKept(traffic.sequence()));
        }
    }

    /** The one host there is, as it is now. */
    public List<HostView> views() {
        synchronized (sending) {
            return List.of(view.filter(seen -> link.isPresent()).orElse(AWAY));
        }
    }

    /** What authorities say of certificates, for the host's handshakes. */
    public void staple(List<Staple> fresh) {
        synchronized (sending) {
            link.filter(open -> isCurrent).ifPresent(open -> open.send(new Message.Staples(fresh)));
        }
    }

    @Override
    public List<HostFigures> look(int nodes) {
        Optional<HostLink> host;
        synchronized (sending) {
            host = link.filter(open -> isCurrent);
        }
        return host
                .flatMap(open -> questions.ask(open, nodes))
                .map(seen -> new HostFigures(HostName.LOCAL, seen))
                .stream()
                .toList();
    }

    private void greet(HostLink from, Message.Hello hello) {
        LOG.info("Connected to the proxy, process {}, on {}", hello.pid(), hello.transport());
        process.adopt(hello.pid());
        writePid(hello.pid());
        Set<LoadBalancerId> known =
                hello.known().stream().map(Message.Known::id).collect(Collectors.toSet());
        synchronized (sending) {
            from.send(new Message.Publish(observer.orElseThrow().connected(known)));
            link = Optional.of(from);
            isCurrent = hello.version() >= Message.VERSION;
            view = Optional.of(new HostView(
                    NAME, Optional.of(clock.instant()), Optional.of(hello.pid()), Optional.of(hello.transport())));
        }
        firstConnection.countDown();
    }

    /** For people and scripts; nothing here reads it. */
    private void writePid(long pid) {
        try {
            Files.writeString(socket.resolveSibling("proxy.pid"), pid + "\n");
        } catch (IOException unwritable) {
            LOG.warn("proxy.pid cannot be written: {}", unwritable.getMessage());
        }
    }

    @Override
    public void closed(HostLink which) {
        synchronized (sending) {
            link = link.filter(open -> open != which);
        }
        linkClosed.countDown();
    }

    private void supervise() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!stopping) {
                pause = connectAndStay() ? FIRST_PAUSE : longer(pause);
                if (!stopping) {
                    startIfGone();
                    Thread.sleep(pause);
                }
            }
        } catch (InterruptedException ending) {
            LOG.trace("Supervision ends", ending);
        }
    }

    /** Returns, once the link is closed again, whether there was one. */
    private boolean connectAndStay() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        linkClosed = closed;
        try (HostLink open = HostLinkDialer.dial(socket, this)) {
            closed.await();
            return !open.isOpen();
        } catch (IOException away) {
            return false;
        }
    }

    private void startIfGone() {
        try {
            if (!process.isAlive()) {
                LOG.info("Starting a proxy");
                process.start();
            }
        } catch (IOException cannot) {
            LOG.error("The proxy cannot be started: {}", cannot.getMessage());
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** Has the proxy finish its connections and exit. */
    @Override
    public void close() {
        stopping = true;
        synchronized (sending) {
            link.filter(HostLink::isOpen)
                    .ifPresentOrElse(
                            open -> open.send(new Message.Stop((int) DRAIN.toSeconds())), process::stopIfStartedHere);
        }
        try {
            process.awaitEnd(DRAIN.plus(STOP_LIMIT));
            if (supervisor.isAlive()) {
                supervisor.interrupt();
                supervisor.join(STOP_LIMIT);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** For a link that only asks whether anybody is there. */
    private static final class Deaf implements HostLink.Receiver {
        @Override
        public void received(HostLink link, Message message) {
            LOG.trace("A proxy is there: {}", message);
        }

        @Override
        public void closed(HostLink link) {
            LOG.trace("Asked");
        }
    }
}
