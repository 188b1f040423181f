package io.steelyard.hostlink;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Control's end: connects to a host's socket. */
public final class HostLinkDialer {
    private HostLinkDialer() {}

    /**
     * Connects; the host's {@link Message.Hello} follows as the first message. Returns at once: a Unix socket is either
     * answered or refused.
     *
     * @throws IOException when no host listens there
     */
    public static HostLink dial(Path socket, HostLink.Receiver receiver) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException nobody) {
            channel.close();
            throw nobody;
        }
        HostLink link = new HostLink(channel, receiver);
        link.start();
        return link;
    }
}
