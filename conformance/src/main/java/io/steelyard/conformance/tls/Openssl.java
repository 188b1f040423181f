package io.steelyard.conformance.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The openssl command. Each call waits for its end, 20 s at most. */
public final class Openssl {
    private static final Pattern SUBJECT = Pattern.compile("(?m)^ *[0-9]+ s:CN = (.*)$");
    private static final Pattern SPOKEN = Pattern.compile("(?m)^(?:New|Reused), (\\S+), Cipher is (\\S+)$");
    /** Of TLS 1.2 and older; in the line above openssl names the version that brought the cipher. */
    private static final Pattern OLD_VERSION = Pattern.compile("(?m)^ *Protocol *: (\\S+)$");

    private Openssl() {}

    /**
     * What a client saw.
     *
     * @param printed all of it, the server's answer too
     */
    record Handshake(String printed) {
        boolean succeeded() {
            return printed.contains("HTTP/1.1 200 OK");
        }

        /** Common names of the certificates that were sent, in order. */
        List<String> chain() {
            return SUBJECT.matcher(printed)
                    .results()
                    .map(MatchResult::group)
                    .map(line -> line.substring(line.indexOf("CN = ") + 5))
                    .toList();
        }

        /** Such as {@code TLSv1.3}. */
        String version() {
            return OLD_VERSION
                    .matcher(printed)
                    .results()
                    .map(match -> match.group(1))
                    .findFirst()
                    .or(() -> SPOKEN.matcher(printed)
                            .results()
                            .map(match -> match.group(1))
                            .findFirst())
                    .orElse("none");
        }

        String cipher() {
            return SPOKEN.matcher(printed)
                    .results()
                    .map(match -> match.group(2))
                    .findFirst()
                    .orElse("none");
        }
    }

    /** A handshake, a request for {@code /} and its answer. */
    static Handshake get(InetSocketAddress server, String... options) throws IOException, InterruptedException {
        return new Handshake(client(server, "GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n", options));
    }

    /** A handshake, and the answer to {@code input}; what was printed of both. */
    public static String client(InetSocketAddress server, String input, String... options)
            throws IOException, InterruptedException {
        List<String> args = new ArrayList<>(List.of(
                "s_client", "-ign_eof", "-connect", server.getAddress().getHostAddress() + ":" + server.getPort()));
        args.addAll(List.of(options));
        return run(input, args.toArray(String[]::new));
    }

    /** What it printed, errors included; it may have failed. */
    static String run(String input, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("timeout", "20", "openssl"));
        command.addAll(List.of(args));
        Path output = Files.createTempFile("openssl", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException endedBefore) {
                // It says why in what it printed.
            }
            process.waitFor();
            return Files.readString(output, StandardCharsets.ISO_8859_1);
        } finally {
            Files.delete(output);
        }
    }
}
