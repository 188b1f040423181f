package io.steelyard.testkit;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for what is told its port before it listens, or for where nobody is to listen.
 *
 * <p>They are below those that the kernel gives to clients and to who asks for port 0 ({@code ip_local_port_range}), so nobody
 * gets one meanwhile, and a client that tries until somebody listens there cannot be connected to itself.
 */
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int COUNT = 7_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePort() {}

    /**
     * Free on every address, for connections and for datagrams, and not given by this process for a long time before.
     *
     * @throws IllegalStateException when none is free
     */
    public static int pick() {
        for (int tried = 0; tried < COUNT; tried++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket streams = new ServerSocket(port);
                DatagramSocket datagrams = new DatagramSocket(new InetSocketAddress(port))) {
            return streams.isBound() && datagrams.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
