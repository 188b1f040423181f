package io.steelyard.server.instance;

import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.server.aws.AwsSignature;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a server knows of itself. */
final class ThisServer {
    /** Where clouds, EC2 among them, write the id. */
    private static final Path ASSET_TAG = Path.of("/sys/devices/virtual/dmi/id/board_asset_tag");

    private static final int DIGITS = 17;

    private ThisServer() {}

    /** @throws IOException when it has no name */
    static String id() throws IOException {
        return id(ASSET_TAG, InetAddress.getLocalHost().getHostName());
    }

    static String id(Path assetTag, String hostName) {
        try {
            String tag = Files.readString(assetTag).strip();
            if (InstanceId.isValid(tag)) {
                return tag;
            }
        } catch (IOException _) {
            // No cloud's, or one that does not say.
        }
        return "i-"
                + AwsSignature.sha256(hostName.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }

    /**
     * The address that a service sees it come from, unless something translates on the way. Nothing is sent.
     *
     * @throws IOException when there is no way to it
     */
    static IpAddress addressTowards(URI service) throws IOException {
        InetAddress there = InetAddress.getByName(service.getHost());
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(there, service.getPort() < 0 ? 443 : service.getPort()));
            return IpAddress.of(socket.getLocalAddress().getAddress());
        }
    }
}
