package io.steelyard.proxy;

import io.steelyard.domain.listener.PortRange;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.proxy.accesslog.AccessLogLimits;
import io.steelyard.proxy.ftp.FtpLimits;
import io.steelyard.proxy.transport.Sockets;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.proxy.upstream.HealthLimits;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The settings of a proxy process. Read from plain flags, without a library, since the process should listen again
 * within a moment after a crash.
 *
 * @param socket where control connects; a lock file is made beside it
 * @param orphanLimit how long to serve without a control process before draining and exiting
 * @param loops event loops, at least 1
 * @param clientIdle how long a kept-alive HTTP client may ask nothing
 * @param drainLimit how long open connections may go on after SIGTERM
 * @param transport the one to use; empty: the best that works here
 * @param balancerConnections how many clients one balancer may hold; empty: half of the process's descriptors
 * @param ftpDataPorts of each virtual IP, for FTP's data connections
 * @param vipInterface where virtual IPs are put while they are listened on; empty: they are left as they are
 * @param nameServers that say where nodes with names are; empty: those of this machine
 * @param health when nodes count as failed
 * @param accessLog what access logs may take
 * @param clients what clients may take
 * @param splicePipes of each event loop, for long streams that pass within the kernel; 0 for none
 * @param takeOver how long connections of the proxy at this socket may go on when this one takes its place; empty: there
 *     must be none
 */
public record ProxyConfig(
        Path socket,
        Duration orphanLimit,
        int loops,
        Duration clientIdle,
        Duration drainLimit,
        Optional<Transport> transport,
        Optional<Integer> balancerConnections,
        PortRange ftpDataPorts,
        Optional<String> vipInterface,
        List<InetSocketAddress> nameServers,
        HealthLimits health,
        AccessLogLimits accessLog,
        ClientLimits clients,
        int splicePipes,
        Optional<Duration> takeOver) {

    public static final String USAGE = """
            usage: proxy --socket PATH [--orphan-limit SECONDS] [--loops N] [--client-idle SECONDS]
                         [--drain-limit SECONDS] [--transport io_uring|epoll|nio] [--balancer-connections N]
                         [--offline-time SECONDS] [--probe-interval SECONDS] [--quiet-time SECONDS]
                         [--ftp-data-ports FIRST-LAST] [--log-period SECONDS] [--log-quota OCTETS]
                         [--vip-interface NAME] [--name-servers ADDRESS:PORT,…] [--take-over SECONDS]
                         [--splice-pipes N]
            """ + ClientLimits.USAGE;

    private static final int MOST_SPLICE_PIPES = 4096;

    public ProxyConfig {
        if (loops < 1) {
            throw new IllegalArgumentException("--loops is at least 1, not " + loops);
        }
    }

    /** The defaults: 600 s as an orphan, one event loop for each processor, clients idle for 60 s, drained in 30 s. */
    public static ProxyConfig at(Path socket) {
        return new ProxyConfig(
                socket,
                Duration.ofMinutes(10),
                Runtime.getRuntime().availableProcessors(),
                Duration.ofMinutes(1),
                Duration.ofSeconds(30),
                Optional.empty(),
                Optional.empty(),
                FtpLimits.DEFAULT.dataPorts(),
                Optional.empty(),
                List.of(),
                HealthLimits.DEFAULT,
                AccessLogLimits.DEFAULT,
                ClientLimits.DEFAULT,
                Sockets.MOST_PIPES,
                Optional.empty());
    }

    /** Where access logs are until they are delivered; beside the socket. */
    public Path logs() {
        return socket.resolveSibling("logs");
    }

    /** The file whose counters outlive this process; beside the socket. */
    public Path counters() {
        return socket.resolveSibling(socket.getFileName() + ".counters");
    }

    /** The file where names lead to, for the next proxy; beside the socket. */
    public Path names() {
        return socket.resolveSibling(socket.getFileName() + ".names");
    }

    /**
     * @param args pairs of a flag and its value; see {@link #USAGE}
     * @throws IllegalArgumentException with a sentence for who started it
     */
    public static ProxyConfig parse(String... args) {
        Flags flags = new Flags(args);
        String socket = flags.take("--socket");
        if (socket == null) {
            throw new IllegalArgumentException("--socket is missing");
        }
        ProxyConfig defaults = at(Path.of(socket));
        ProxyConfig config = new ProxyConfig(
                defaults.socket,
                flags.seconds("--orphan-limit", defaults.orphanLimit),
                flags.number("--loops").orElse(defaults.loops),
                flags.seconds("--client-idle", defaults.clientIdle),
                flags.seconds("--drain-limit", defaults.drainLimit),
                Optional.ofNullable(flags.take("--transport")).map(ProxyConfig::transport),
                flags.number("--balancer-connections"),
                Optional.ofNullable(flags.take("--ftp-data-ports"))
                        .map(PortRange::parse)
                        .orElse(defaults.ftpDataPorts),
                Optional.ofNullable(flags.take("--vip-interface")),
                Optional.ofNullable(flags.take("--name-servers"))
                        .map(ProxyConfig::nameServers)
                        .orElse(defaults.nameServers),
                health(flags, defaults.health),
                accessLog(flags, defaults.accessLog),
                ClientLimits.of(flags),
                flags.count("--splice-pipes", defaults.splicePipes, MOST_SPLICE_PIPES),
                flags.number("--take-over").map(Duration::ofSeconds));
        flags.refuseRest();
        return config;
    }

    private static List<InetSocketAddress> nameServers(String text) {
        return Arrays.stream(text.split(",", -1)).map(ProxyConfig::nameServer).toList();
    }

    private static InetSocketAddress nameServer(String text) {
        int colon = text.lastIndexOf(':');
        String address = text.substring(0, Math.max(0, colon)).replaceFirst("^\\[(.*)]$", "$1");
        return IpAddress.parse(address)
                .filter(ip -> text.substring(colon + 1).matches("[0-9]{1,5}"))
                .map(ip -> new InetSocketAddress(ip.toInetAddress(), Integer.parseInt(text.substring(colon + 1))))
                .orElseThrow(() -> new IllegalArgumentException("--name-servers takes ADDRESS:PORT, not " + text));
    }

    private static HealthLimits health(Flags flags, HealthLimits defaults) {
        return new HealthLimits(
                defaults.strikes(),
                flags.seconds("--offline-time", defaults.offlineTime()),
                flags.seconds("--probe-interval", defaults.probeInterval()),
                flags.seconds("--quiet-time", defaults.quietTime()),
                defaults.connectTime(),
                defaults.probes());
    }

    private static AccessLogLimits accessLog(Flags flags, AccessLogLimits defaults) {
        return defaults.withPeriod(flags.seconds("--log-period", defaults.period()))
                .withBalancerOctets(flags.octets("--log-quota", defaults.balancerOctets()));
    }

    private static Transport transport(String word) {
        return Transport.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
