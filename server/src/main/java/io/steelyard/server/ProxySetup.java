package io.steelyard.server;

import io.steelyard.server.hosts.LocalHost;
import io.steelyard.server.settings.RunSettings;
import io.steelyard.server.settings.Setting;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
        settings.vipInterface().ifPresent(ProxySetup::requireInterface);
        return new LocalHost(clock, socket, log(data), arguments(settings, socket), settings.restartDrain());
    }

    private static List<String> arguments(RunSettings settings, Path socket) {
        List<String> arguments = new ArrayList<>(List.of(
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
        arguments.addAll(settings.clients().arguments());
        settings.vipInterface().ifPresent(name -> arguments.addAll(List.of("--vip-interface", name)));
        if (!settings.nameServers().isEmpty()) {
            arguments.add("--name-servers");
            arguments.add(settings.nameServers().stream().map(ProxySetup::text).collect(Collectors.joining(",")));
        }
        return arguments;
    }

    private static String text(InetSocketAddress server) {
        String host = server.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + server.getPort();
    }

    private static void requireInterface(String name) {
        try {
            if (NetworkInterface.getByName(name) == null) {
                throw new CannotStartException(
                        "this machine has no interface " + name + " (" + Setting.VIP_INTERFACE.flag() + ")");
            }
        } catch (SocketException hidden) {
            throw new CannotStartException(
                    "the interfaces of this machine cannot be read: " + hidden.getMessage(), hidden);
        }
    }

    static Path log(Path data) {
        return data.resolve("proxy.log");
    }
}
