package io.steelyard.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;

/**
 * The number by which the system knows an open socket of this process.
 *
 * @param number 0 or more
 */
public record Descriptor(int number) {
    /** @throws IllegalArgumentException for a channel of NIO, which does not tell */
    public static Descriptor of(Channel channel) {
        if (channel instanceof UnixChannel open) {
            return new Descriptor(open.fd().intValue());
        }
        throw new IllegalArgumentException(channel + " has no descriptor that could be known");
    }

    /** This process has it no longer; others that have it go on. */
    public void close() throws IOException {
        new FileDescriptor(number).close();
    }
}
