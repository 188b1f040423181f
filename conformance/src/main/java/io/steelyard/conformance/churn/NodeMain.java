package io.steelyard.conformance.churn;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A node as a process of its own, to be killed. It answers {@code GET /ID} with a text made of that id, in one segment, after
 * it held the request for a moment, and never closes a connection by itself. It ends when its standard input does, so that it
 * cannot outlive who started it.
 */
public final class NodeMain {
    /** The longest that a request is held; with what a busy machine adds it stays below 5 ms nearly always. */
    private static final Duration LONGEST_HOLD = Duration.ofMillis(4);

    private static final int BACKLOG = 1024;
    private static final int LONGEST_HEAD = 8 * 1024;

    private final String name;
    private final Journal journal;

    private NodeMain(String name, Journal journal) {
        this.name = name;
        this.journal = journal;
    }

    /** @param args name, address, port, and the journal's file, which must not be there yet */
    public static void main(String[] args) throws IOException {
        try (ServerSocket server =
                        new ServerSocket(Integer.parseInt(args[2]), BACKLOG, InetAddress.getByName(args[1]));
                Journal journal = Journal.create(Path.of(args[3]))) {
            NodeMain node = new NodeMain(args[0], journal);
            Thread.ofPlatform().daemon().start(() -> node.accept(server));
            System.out.println("listening");
            System.in.transferTo(System.out);
        }
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException ending) {
            System.err.println(name + " accepts nothing more: " + ending);
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            InputStream in = client.getInputStream();
            byte[] buffer = new byte[LONGEST_HEAD];
            for (String head = readHead(in, buffer); !head.isEmpty(); head = readHead(in, buffer)) {
                answer(client, Long.parseLong(head.substring("GET /".length(), head.indexOf(" HTTP/"))));
            }
        } catch (IOException gone) {
            // The balancer may close whenever it likes.
            return;
        }
    }

    private void answer(Socket client, long request) throws IOException {
        String body = Body.of(request, name);
        byte[] answer = ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
        long at = journal.arrived(request);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_HOLD.toNanos()));
        journal.answering(at);
        client.getOutputStream().write(answer);
    }

    /** A whole head; empty when the client closed. Nobody sends the next request before this one's answer. */
    private static String readHead(InputStream in, byte[] buffer) throws IOException {
        int length = 0;
        while (true) {
            int read = in.read(buffer, length, buffer.length - length);
            if (read <= 0) {
                return "";
            }
            length += read;
            String head = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
            if (head.endsWith("\r\n\r\n")) {
                return head;
            }
        }
    }
}
