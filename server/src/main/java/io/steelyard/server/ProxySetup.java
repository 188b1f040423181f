package io.steelyard.server;

import io.steelyard.server.hosts.LocalHost;
import io.steelyard.server.settings.RunSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** How the proxy of a data directory is reached and started. */
final class ProxySetup {
    /** What the kernel allows for a Unix socket's path. */
    private static final int SOCKET_PATH_LIMIT = 107;

    private ProxySetup() {}

    static LocalHost host(RunSettings settings, Path data, InstantSource clock) {
        Path socket = data.resolve("proxy.sock");
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > SOCKET_PATH_LIMIT) {
            throw new CannotStartException("the path of the data directory " + data
                    + " is too long for a Unix socket within; choose one of at most "
                    + (SOCKET_PATH_LIMIT - "/proxy.sock".length()) + " bytes with --data");
        }
        return new LocalHost(
                clock,
                socket,
                log(data),
                List.of(
                        "--socket",
                        socket.toString(),
                        "--orphan-limit",
                        Long.toString(settings.orphanLimit().toSeconds()),
                        "--ftp-data-ports",
                        settings.ftpDataPorts().toString(),
                        "--log-period",
                        Long.toString(settings.logs().period().toSeconds()),
                        "--log-quota",
                        Long.toString(settings.logs().quotaOctets()),
                        "--client-idle",
                        Long.toString(Math.max(1, settings.clientIdle().toSeconds()))));
    }

    static Path log(Path data) {
        return data.resolve("proxy.log");
    }
}
