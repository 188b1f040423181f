package io.steelyard.proxy.udp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** Answers every datagram with its name, a space, and what it got. */
final class DatagramNode implements AutoCloseable {
    private final DatagramSocket socket;
    private final InetSocketAddress address;
    private final String name;

    private DatagramNode(String name, DatagramSocket socket) {
        this.name = name;
        this.socket = socket;
        this.address = (InetSocketAddress) socket.getLocalSocketAddress();
    }

    static DatagramNode start(String name) throws IOException {
        return start(name, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    }

    static DatagramNode start(String name, InetSocketAddress address) throws IOException {
        DatagramNode node = new DatagramNode(name, new DatagramSocket(address));
        Thread.ofVirtual().start(node::answer);
        return node;
    }

    /** Also when it is closed. */
    InetSocketAddress address() {
        return address;
    }

    private void answer() {
        byte[] prefix = (name + " ").getBytes(US_ASCII);
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        while (!socket.isClosed()) {
            try {
                packet.setLength(65_536);
                socket.receive(packet);
                byte[] answer = Arrays.copyOf(prefix, prefix.length + packet.getLength());
                System.arraycopy(packet.getData(), 0, answer, prefix.length, packet.getLength());
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
