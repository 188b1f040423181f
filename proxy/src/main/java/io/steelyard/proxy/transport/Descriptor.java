package io.steelyard.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The number by which the system knows an open socket of this process.
 *
 * @param number 0 or more
 */
public record Descriptor(int number) {
    private static final int CLOSE_ON_EXEC = 0x80000;

    /** @throws IllegalArgumentException for a channel of NIO, which does not tell */
    public static Descriptor of(Channel channel) {
        if (channel instanceof UnixChannel open) {
            return new Descriptor(open.fd().intValue());
        }
        throw new IllegalArgumentException(channel + " has no descriptor that could be known");
    }

    /** Whatever was behind this number is closed, and what is behind the other one is here instead (dup3(2)). */
    void become(Descriptor other) throws IOException {
        if (Dup.call(other.number, number) < 0) {
            throw new IOException("descriptor " + other.number + " cannot take the place of " + number);
        }
        other.close();
    }

    /** This process has it no longer; others that have it go on. */
    public void close() throws IOException {
        new FileDescriptor(number).close();
    }

    /** Bound when it is needed for the first time. */
    private static final class Dup {
        private static final MethodHandle DUP3 = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("dup3"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT));

        static int call(int from, int to) {
            try {
                return (int) DUP3.invokeExact(from, to, CLOSE_ON_EXEC);
            } catch (Throwable impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
