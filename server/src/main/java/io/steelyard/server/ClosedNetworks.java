package io.steelyard.server;

import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.server.settings.ListenAddress;
import io.steelyard.server.settings.RunSettings;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Stream;

/** Where tenants' nodes may not be, loopback apart: what the settings name, and the addresses that the API is at. */
final class ClosedNetworks {
    private ClosedNetworks() {}

    /** @throws CannotStartException when this machine does not tell its addresses */
    static List<Cidr> of(RunSettings settings) {
        return Stream.concat(
                        settings.closedNetworks().stream(),
                        addresses(settings.listen()).map(ClosedNetworks::alone))
                .toList();
    }

    private static Stream<IpAddress> addresses(ListenAddress listen) {
        if (listen.isLoopback()) {
            return Stream.empty();
        }
        return listen.host().isUnspecified() ? everyAddress() : Stream.of(listen.host());
    }

    private static Stream<IpAddress> everyAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .map(address -> IpAddress.of(address.getAddress()));
        } catch (SocketException hidden) {
            throw new CannotStartException(
                    "the addresses of this machine, which nodes may not have, cannot be read: " + hidden.getMessage(),
                    hidden);
        }
    }

    private static Cidr alone(IpAddress address) {
        return new Cidr(address, address.bytes().length * Byte.SIZE);
    }
}
