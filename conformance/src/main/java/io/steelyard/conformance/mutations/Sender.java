package io.steelyard.conformance.mutations;

import io.steelyard.conformance.soak.Findings;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Sends inputs, each on a connection of its own, and hears the answers to their end. */
final class Sender {
    private static final int LIMIT_MILLIS = 20_000;

    private final InetSocketAddress vip;
    private final Findings findings;

    Sender(InetSocketAddress vip, Findings findings) {
        this.vip = vip;
        this.findings = findings;
    }

    /** Sends all, then says that there is no more; the balancer has to end the connection too. */
    void send(Input input) {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(input.from(), 0));
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(vip, LIMIT_MILLIS);
            write(input, socket.getOutputStream());
            socket.shutdownOutput();
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (!input.isHttp2() && !answers.isEmpty() && !answers.startsWith("HTTP/1.1 ")) {
                findings.violate("a client heard " + Octets.escaped(answers) + "; " + input);
            }
        } catch (SocketTimeoutException silent) {
            findings.violate("a client heard no end; " + input);
        } catch (SocketException cut) {
            // Half a request gets half a connection.
        } catch (IOException impossible) {
            findings.violate(impossible + "; " + input);
        }
    }

    private static void write(Input input, OutputStream out) throws IOException {
        int from = 0;
        for (int part : input.parts()) {
            out.write(input.octets(), from, part);
            from += part;
            Thread.yield();
        }
    }

    /** One that keeps its connection, and asks for what only it asks for: it must never hear another's answer. */
    final class Victim implements AutoCloseable {
        private final Socket socket;

        Victim() throws IOException {
            socket = new Socket();
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(vip, LIMIT_MILLIS);
        }

        void ask(long number) {
            String target = WatchingNode.HONEST + number;
            String wanted = "HTTP/1.1 200 OK\r\nContent-Length: " + target.length() + "\r\n\r\n" + target;
            try {
                socket.getOutputStream()
                        .write(("GET " + target + " HTTP/1.1\r\nHost: lb.test\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                String heard = exactly(socket.getInputStream(), wanted.length());
                if (!heard.equals(wanted)) {
                    findings.violate("an honest client heard " + Octets.escaped(heard) + " about input " + number);
                }
            } catch (IOException failed) {
                findings.violate("an honest client heard nothing about input " + number + ": " + failed);
            }
        }

        private static String exactly(InputStream in, int length) throws IOException {
            byte[] octets = in.readNBytes(length);
            if (octets.length < length) {
                throw new EOFException("the connection ended");
            }
            return new String(octets, StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
