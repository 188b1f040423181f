package io.steelyard.server.tls;

import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.server.settings.ListenAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a listener is called by those who reach it. */
public final class ListenNames {
    private ListenNames() {}

    /** Every address it is reached at: one, unless it listens on all of this machine. */
    public static Set<String> all(ListenAddress listen) {
        Set<String> names = new TreeSet<>();
        if (listen.host().isUnspecified()) {
            names.add("localhost");
            own().forEach(address -> names.add(address.toString()));
        } else {
            names.add(listen.host().toString());
        }
        return names;
    }

    /** The one that URLs name: for a listener on all addresses, one that other machines can reach. */
    public static String first(ListenAddress listen) {
        if (!listen.host().isUnspecified()) {
            return listen.host().toString();
        }
        return own().stream()
                .min(Comparator.comparing(IpAddress::isLoopback).thenComparing(address -> address.bytes().length))
                .map(IpAddress::toString)
                .orElse("127.0.0.1");
    }

    private static List<IpAddress> own() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(InetAddress::getAddress)
                    .map(IpAddress::of)
                    .filter(address -> !address.isLinkLocal())
                    .toList();
        } catch (SocketException unknown) {
            return List.of();
        }
    }
}
