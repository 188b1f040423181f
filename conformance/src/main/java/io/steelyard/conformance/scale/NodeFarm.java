package io.steelyard.conformance.scale;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Web servers on ports of one address, each of which answers with its port. All balancers share them. */
final class NodeFarm implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final int LONGEST_HEAD = 8 * 1024;

    private final List<ServerSocket> servers = new ArrayList<>();

    NodeFarm(int size) throws IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        InetAddress address =
                InetAddress.getByName("127.%d.%d.1".formatted(random.nextInt(60, 100), random.nextInt(1, 255)));
        for (int i = 0; i < size; i++) {
            ServerSocket server = new ServerSocket(0, BACKLOG, address);
            servers.add(server);
            Thread.ofPlatform().daemon().name("node").start(() -> accept(server));
        }
    }

    InetSocketAddress address(int index) {
        return (InetSocketAddress) servers.get(index).getLocalSocketAddress();
    }

    private static void accept(ServerSocket server) {
        try {
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client, server.getLocalPort()));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private static void serve(Socket client, int port) {
        String body = Integer.toString(port);
        byte[] answer = ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
        try (client) {
            client.setTcpNoDelay(true);
            InputStream in = client.getInputStream();
            byte[] head = new byte[LONGEST_HEAD];
            // A balancer sends a head of this size at once, and the next one only after the answer.
            while (in.read(head) > 0) {
                client.getOutputStream().write(answer);
            }
        } catch (IOException gone) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket server : servers) {
            server.close();
        }
    }
}
