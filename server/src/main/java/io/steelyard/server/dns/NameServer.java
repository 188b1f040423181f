package io.steelyard.server.dns;

import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers for one zone over UDP and TCP (RFC 7766), at one address. */
public final class NameServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NameServer.class);
    private static final int LARGEST_QUERY = 4096;
    private static final int CONNECTIONS = 64;
    private static final int QUERIES_PER_CONNECTION = 100;
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 10;

    private final Answers answers;
    private final ServerSocket streams;
    private final DatagramSocket datagrams;
    private final QueryRate rate = new QueryRate(System::nanoTime);
    private final Semaphore connections = new Semaphore(CONNECTIONS);

    private NameServer(Answers answers, ServerSocket streams, DatagramSocket datagrams) {
        this.answers = answers;
        this.streams = streams;
        this.datagrams = datagrams;
    }

    /**
     * Listens and answers until it is closed.
     *
     * @param listen with port 0 for any that is free for both
     * @param addresses where a name leads to; empty when there is no such name
     * @param serial grows with each change of any name
     * @throws IOException when it cannot listen there
     */
    public static NameServer start(
            InetSocketAddress listen,
            DomainName zone,
            Function<DomainName, Optional<List<IpAddress>>> addresses,
            LongSupplier serial)
            throws IOException {
        IpAddress own = IpAddress.of(listen.getAddress().getAddress());
        NameServer server = listening(new Answers(new Zone(zone, own, addresses, serial)), listen);
        Thread.ofVirtual().name("dns-udp").start(server::serveDatagrams);
        Thread.ofVirtual().name("dns-tcp").start(server::serveStreams);
        return server;
    }

    private static NameServer listening(Answers answers, InetSocketAddress listen) throws IOException {
        for (int attempt = 1; ; attempt++) {
            ServerSocket streams = new ServerSocket();
            try {
                streams.bind(listen);
                return new NameServer(
                        answers,
                        streams,
                        new DatagramSocket(new InetSocketAddress(listen.getAddress(), streams.getLocalPort())));
            } catch (IOException taken) {
                streams.close();
                if (listen.getPort() != 0 || attempt == ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) datagrams.getLocalSocketAddress();
    }

    private void serveDatagrams() {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST_QUERY], LARGEST_QUERY);
        while (!datagrams.isClosed()) {
            try {
                packet.setLength(LARGEST_QUERY);
                datagrams.receive(packet);
                if (rate.allows(packet.getAddress())) {
                    answer(packet);
                }
            } catch (IOException | RuntimeException failed) {
                if (!datagrams.isClosed()) {
                    LOG.warn("A query over UDP was not answered", failed);
                }
            }
        }
    }

    private void answer(DatagramPacket query) throws IOException {
        Optional<byte[]> answer = answers.overUdp(Arrays.copyOf(query.getData(), query.getLength()));
        if (answer.isPresent()) {
            datagrams.send(new DatagramPacket(answer.get(), answer.get().length, query.getSocketAddress()));
        }
    }

    private void serveStreams() {
        while (!streams.isClosed()) {
            try {
                connections.acquireUninterruptibly();
                Socket client = streams.accept();
                Thread.ofVirtual().name("dns-client").start(() -> serve(client));
            } catch (IOException failed) {
                connections.release();
                if (!streams.isClosed()) {
                    LOG.warn("A connection for queries was not accepted", failed);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout((int) IDLE.toMillis());
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            for (int i = 0; i < QUERIES_PER_CONNECTION && answer(in, out); i++) {
                LOG.trace("Query {} of {}", i, client);
            }
        } catch (IOException | RuntimeException gone) {
            LOG.debug("A connection for queries ended", gone);
        } finally {
            connections.release();
        }
    }

    /** Whether there may be more. Each message has its length in front of it. */
    private boolean answer(DataInputStream in, DataOutputStream out) throws IOException {
        int length;
        try {
            length = in.readUnsignedShort();
        } catch (EOFException end) {
            return false;
        }
        if (length > LARGEST_QUERY) {
            return false;
        }
        byte[] query = in.readNBytes(length);
        Optional<byte[]> answer = query.length == length ? answers.overTcp(query) : Optional.empty();
        if (answer.isEmpty()) {
            return false;
        }
        byte[] message = new byte[2 + answer.get().length];
        message[0] = (byte) (answer.get().length >> 8);
        message[1] = (byte) answer.get().length;
        System.arraycopy(answer.get(), 0, message, 2, answer.get().length);
        out.write(message);
        return true;
    }

    @Override
    public void close() throws IOException {
        datagrams.close();
        streams.close();
    }
}
