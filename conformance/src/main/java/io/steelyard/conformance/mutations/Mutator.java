package io.steelyard.conformance.mutations;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes inputs; the same of the same seed and number, whoever asks for it and when. */
final class Mutator {
    private static final int MOST_REQUESTS = 3;
    private static final int MOST_CHANGES = 4;
    private static final int MOST_PARTS = 4;
    /** One of so many speaks HTTP/2. */
    private static final int HTTP2 = 10;

    private static final List<String> TOKENS = List.of(
            "\r",
            "\n",
            "\r\n",
            "\r\n\r\n",
            "\0",
            "\u000b",
            "\f",
            " ",
            "\t",
            ":",
            ";",
            ",",
            "\"",
            "0",
            "5",
            "+",
            "-",
            "0x",
            "\u0080",
            "\u00ff",
            "_",
            "#",
            "@",
            "0\r\n\r\n",
            "\r\n ",
            " HTTP/1.1",
            "HTTP/1.0",
            "chunked",
            "identity",
            "close",
            "http://",
            "GET /smuggled HTTP/1.1\r\nHost: lb.test\r\n\r\n");
    private static final List<String> LINES = List.of(
            "Content-Length: 5\r\n",
            "Content-Length: 0\r\n",
            "Content-Length: 45\r\n",
            "content-length: 05\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: identity\r\n",
            "Transfer-Encoding:\tchunked \r\n",
            "Transfer-Encoding : chunked\r\n",
            "Host: evil.test\r\n",
            "Connection: content-length\r\n",
            "Connection: close, host\r\n",
            "Expect: 100-continue\r\n",
            "Upgrade: h2c\r\n",
            "X-Forwarded-For: 127.0.0.1\r\n",
            "Trailer: x\r\n",
            " folded\r\n",
            "X: y\n",
            "5\r\nhello\r\n");

    private final Bases bases;
    private final long seed;
    private final int network;

    /** @param network clients are at addresses of 127.{@code network}.0.0/16 */
    Mutator(Bases bases, long seed, int network) {
        this.bases = bases;
        this.seed = seed;
        this.network = network;
    }

    Input input(long number) {
        // By two numbers that are next to each other, Random's first choices would be alike.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L ^ number * 0xD1342543DE82EF95L);
        boolean http2 = random.nextInt(HTTP2) == 0;
        StringBuilder octets = new StringBuilder();
        List<byte[]> from = http2 ? bases.http2() : bases.http1();
        for (int requests = http2 ? 1 : 1 + random.nextInt(MOST_REQUESTS); requests > 0; requests--) {
            octets.append(new String(from.get(random.nextInt(from.size())), StandardCharsets.ISO_8859_1));
        }
        for (int changes = random.nextInt(MOST_CHANGES + 1); changes > 0 && !octets.isEmpty(); changes--) {
            mutate(octets, random);
        }
        byte[] all = octets.toString().getBytes(StandardCharsets.ISO_8859_1);
        return new Input(number, address(number), all, parts(all.length, random), http2);
    }

    /** Another one for each input of a while, so that whatever is late is not taken for another's. */
    private InetAddress address(long number) {
        int host = (int) (number % 64_000);
        try {
            return InetAddress.getByAddress(
                    new byte[] {127, (byte) network, (byte) (1 + host / 250), (byte) (1 + host % 250)});
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void mutate(StringBuilder octets, Random random) {
        int at = random.nextInt(octets.length());
        int end = Math.min(octets.length(), at + 1 + random.nextInt(30));
        switch (random.nextInt(9)) {
            case 0 -> octets.setCharAt(at, (char) random.nextInt(256));
            case 1 -> octets.deleteCharAt(at);
            case 2 -> octets.delete(at, end);
            case 3 -> octets.insert(at, any(TOKENS, random));
            case 4 -> octets.insert(lineStart(octets, at), any(TOKENS, random));
            case 5 -> octets.insert(lineStart(octets, at), any(LINES, random));
            case 6 -> octets.insert(at, octets.substring(at, end));
            case 7 -> octets.setLength(at);
            default -> octets.insert(lineStart(octets, random.nextInt(octets.length())), line(octets, at));
        }
    }

    private static String any(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static int lineStart(StringBuilder octets, int at) {
        return octets.lastIndexOf("\n", at) + 1;
    }

    private static String line(StringBuilder octets, int at) {
        int end = octets.indexOf("\n", at);
        return octets.substring(lineStart(octets, Math.max(0, at - 1)), end < 0 ? octets.length() : end + 1);
    }

    private static List<Integer> parts(int length, Random random) {
        List<Integer> parts = new ArrayList<>();
        int left = length;
        for (int part = random.nextInt(MOST_PARTS); part > 0 && left > 1; part--) {
            int next = 1 + random.nextInt(left - 1);
            parts.add(next);
            left -= next;
        }
        parts.add(left);
        return parts;
    }
}
