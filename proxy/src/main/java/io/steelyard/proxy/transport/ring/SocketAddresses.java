package io.steelyard.proxy.transport.ring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;

/** Socket addresses as the kernel writes them: {@code sockaddr_in} (ip(7)) and {@code sockaddr_in6} (ipv6(7)). */
final class SocketAddresses {
    static final int IPV4 = 2;
    static final int IPV6 = 10;
    /** Room for the longer one, rounded up. */
    static final int SIZE = 32;

    private static final int IPV4_SIZE = 16;
    private static final int IPV6_SIZE = 28;
    /** An address and its length, for one call at a time. */
    private static final ThreadLocal<MemorySegment> ROOM =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(SIZE + Integer.BYTES, Long.BYTES));

    private static final ValueLayout.OfShort PORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private SocketAddresses() {}

    /** The family of sockets that speak with this address. */
    static int family(InetAddress address) {
        return address instanceof Inet6Address ? IPV6 : IPV4;
    }

    /**
     * Writes one.
     *
     * @param room {@link #SIZE} octets
     * @return how many octets it has
     */
    static int write(MemorySegment room, InetSocketAddress address) {
        room.fill((byte) 0);
        byte[] octets = address.getAddress().getAddress();
        boolean ipv6 = address.getAddress() instanceof Inet6Address;
        room.set(JAVA_SHORT_UNALIGNED, 0, (short) (ipv6 ? IPV6 : IPV4));
        room.set(PORT, 2, (short) address.getPort());
        MemorySegment.copy(octets, 0, room, JAVA_BYTE, ipv6 ? 8 : 4, octets.length);
        if (address.getAddress() instanceof Inet6Address scoped) {
            room.set(JAVA_INT_UNALIGNED, 24, scoped.getScopeId());
        }
        return ipv6 ? IPV6_SIZE : IPV4_SIZE;
    }

    /** @throws IOException when the socket is not connected any more */
    static InetSocketAddress remote(int socket) throws IOException {
        MemorySegment room = ROOM.get();
        MemorySegment address = room.asSlice(0, SIZE);
        MemorySegment length = room.asSlice(SIZE, Integer.BYTES);
        length.set(JAVA_INT, 0, SIZE);
        return read("getpeername", Libc.remoteAddress(socket, address, length), address);
    }

    /** @throws IOException when it is no socket */
    static InetSocketAddress local(int socket) throws IOException {
        MemorySegment room = ROOM.get();
        MemorySegment address = room.asSlice(0, SIZE);
        MemorySegment length = room.asSlice(SIZE, Integer.BYTES);
        length.set(JAVA_INT, 0, SIZE);
        return read("getsockname", Libc.localAddress(socket, address, length), address);
    }

    private static InetSocketAddress read(String call, int result, MemorySegment address) throws IOException {
        if (result < 0) {
            throw Errors.newIOException(call, result);
        }
        boolean ipv6 = address.get(JAVA_SHORT_UNALIGNED, 0) == IPV6;
        byte[] octets = new byte[ipv6 ? 16 : 4];
        MemorySegment.copy(address, JAVA_BYTE, ipv6 ? 8 : 4, octets, 0, octets.length);
        int scope = ipv6 ? address.get(JAVA_INT_UNALIGNED, 24) : 0;
        // An IPv4 address within an IPv6 one becomes an Inet4Address here.
        InetAddress host =
                scope == 0 ? InetAddress.getByAddress(octets) : Inet6Address.getByAddress(null, octets, scope);
        return new InetSocketAddress(host, Short.toUnsignedInt(address.get(PORT, 2)));
    }
}
