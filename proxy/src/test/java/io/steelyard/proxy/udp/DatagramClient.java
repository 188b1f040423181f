package io.steelyard.proxy.udp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;

/** Asks one address and waits for its answers, which the system takes from nobody else. */
final class DatagramClient implements AutoCloseable {
    private static final int ANSWER_LIMIT_MILLIS = 5_000;

    private final DatagramSocket socket = new DatagramSocket();

    DatagramClient(InetSocketAddress server) throws IOException {
        socket.connect(server);
        socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
    }

    void send(String question) throws IOException {
        byte[] bytes = question.getBytes(US_ASCII);
        socket.send(new DatagramPacket(bytes, bytes.length));
    }

    String receive() throws IOException {
        DatagramPacket answer = new DatagramPacket(new byte[65_536], 65_536);
        socket.receive(answer);
        return new String(answer.getData(), 0, answer.getLength(), US_ASCII);
    }

    String ask(String question) throws IOException {
        send(question);
        return receive();
    }

    /** The node that answers, by its name; empty when nothing comes within this time. */
    String nodeThatAnswers(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return ask("who").split(" ")[0];
        } catch (SocketTimeoutException silence) {
            return "";
        } finally {
            socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
