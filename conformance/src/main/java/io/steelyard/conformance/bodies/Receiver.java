package io.steelyard.conformance.bodies;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;

/**
 * A node as a process of its own that reads bodies slowly and answers with their check sum. It ends when its standard input
 * does, so that it cannot outlive who started it.
 */
public final class Receiver {
    private static final int BACKLOG = 4096;
    private static final String LENGTH = "content-length:";

    private final Duration pause;

    private Receiver(Duration pause) {
        this.pause = pause;
    }

    /** @param args its address, and the pause after each morsel in milliseconds; prints the port first */
    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            server.setReceiveBufferSize(BodiesPlan.SOCKET_BUFFER);
            server.bind(new InetSocketAddress(InetAddress.getByName(args[0]), 0), BACKLOG);
            Receiver node = new Receiver(Duration.ofMillis(Long.parseLong(args[1])));
            Thread.ofPlatform().daemon().start(() -> node.accept(server));
            System.out.println(server.getLocalPort());
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
            System.err.println("accepts nothing more: " + ending);
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSendBufferSize(BodiesPlan.SOCKET_BUFFER);
            DataInputStream in = new DataInputStream(client.getInputStream());
            for (int length = readHead(in); length >= 0; length = readHead(in)) {
                String sum = Long.toHexString(read(in, length)) + "\n";
                String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + sum.length() + "\r\n\r\n" + sum;
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            return;
        }
    }

    /** Returns the length of the body that follows; -1 when nothing does. */
    private static int readHead(DataInputStream in) throws IOException {
        int length = -1;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        return length;
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n' && octet >= 0; octet = in.read()) {
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    private long read(DataInputStream in, int length) throws IOException {
        CRC32 sum = new CRC32();
        byte[] morsel = new byte[BodiesPlan.MORSEL];
        for (int left = length; left > 0; ) {
            int size = Math.min(left, morsel.length);
            in.readFully(morsel, 0, size);
            sum.update(morsel, 0, size);
            left -= size;
            LockSupport.parkNanos(pause.toNanos());
        }
        return sum.getValue();
    }
}
