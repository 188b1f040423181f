package io.steelyard.conformance.bodies;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

/** Clients as a process of its own, each with one body at the same time as all others. */
public final class Senders {
    private static final int LIMIT_MILLIS = 120_000;
    private static final int PER_BATCH = 200;

    private final InetSocketAddress vip;
    private final int octets;
    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    private Senders(InetSocketAddress vip, int octets) {
        this.vip = vip;
        this.octets = octets;
    }

    /** @param args the virtual IP and its port, how many connections, octets of each; prints how many arrived at last */
    public static void main(String[] args) throws IOException, InterruptedException {
        InetSocketAddress vip = new InetSocketAddress(InetAddress.getByName(args[0]), Integer.parseInt(args[1]));
        Senders senders = new Senders(vip, Integer.parseInt(args[3]));
        senders.run(Integer.parseInt(args[2]));
        System.out.println(senders.whole.get() + " " + senders.lost.get());
    }

    /** In batches, so that no queue of the kernel overflows. */
    private void run(int connections) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            int seed = i;
            threads.add(Thread.ofVirtual().start(() -> send(seed)));
            if (i % PER_BATCH == PER_BATCH - 1) {
                Thread.sleep(20);
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void send(int seed) {
        try (Socket socket = new Socket()) {
            socket.setSendBufferSize(BodiesPlan.SOCKET_BUFFER);
            socket.setReceiveBufferSize(BodiesPlan.SOCKET_BUFFER);
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.connect(vip, LIMIT_MILLIS);
            String sum = Long.toHexString(sendBody(socket.getOutputStream(), seed));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            boolean right = answer.startsWith("HTTP/1.1 200 ") && answer.endsWith("\r\n\r\n" + sum + "\n");
            (right ? whole : lost).incrementAndGet();
            if (!right) {
                System.err.println(
                        seed + " was answered " + answer.lines().findFirst().orElse("nothing"));
            }
        } catch (IOException failed) {
            System.err.println(seed + " " + failed);
            lost.incrementAndGet();
        }
    }

    private long sendBody(OutputStream out, int seed) throws IOException {
        String head = "POST /" + seed + " HTTP/1.1\r\nHost: steelyard.test\r\nConnection: close\r\nContent-Length: "
                + octets + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        CRC32 sum = new CRC32();
        byte[] morsel = new byte[BodiesPlan.MORSEL];
        for (int sent = 0; sent < octets; sent += morsel.length) {
            Arrays.fill(morsel, (byte) (seed + sent / morsel.length));
            int size = Math.min(morsel.length, octets - sent);
            out.write(morsel, 0, size);
            sum.update(morsel, 0, size);
        }
        return sum.getValue();
    }
}
