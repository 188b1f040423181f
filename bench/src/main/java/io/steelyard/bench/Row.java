package io.steelyard.bench;

import io.steelyard.bench.target.Entrance;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One kind of load; a row of the table of figures. */
public enum Row {
    /** Small answers over connections that stay open. */
    KEEP_ALIVE(Entrance.HTTP, "/", 64, List.of()),
    /** The same over many connections. */
    KEEP_ALIVE_512(Entrance.HTTP, "/", 512, List.of()),
    /** Small answers, each over a connection of the client's own. */
    CONNECTION_PER_REQUEST(Entrance.HTTP, "/", 64, List.of("Connection: close")),
    /** Answers of 64 KiB. */
    BODIES_64K(Entrance.HTTP, "/64k", 64, List.of()),
    /** Small requests and answers through a balancer that does not look at them. */
    TCP_SMALL(Entrance.TCP, "/", 64, List.of()),
    /** Streams of 10 MiB through the same; a request of this row is one of them. */
    TCP_STREAM(Entrance.TCP, "/10m", 8, List.of()),
    /** Small answers over TLS connections that stay open. */
    TLS_KEEP_ALIVE(Entrance.HTTPS, "/", 64, List.of()),
    /** Small answers, each with a full TLS handshake. */
    TLS_CONNECTION_PER_REQUEST(Entrance.HTTPS, "/", 64, List.of("Connection: close"));

    private final Entrance entrance;
    private final String path;
    private final int connections;
    private final List<String> headers;

    Row(Entrance entrance, String path, int connections, List<String> headers) {
        this.entrance = entrance;
        this.path = path;
        this.connections = connections;
        this.headers = headers;
    }

    /** Where the client comes in. */
    public Entrance entrance() {
        return entrance;
    }

    /** What it asks for. */
    public String path() {
        return path;
    }

    /** How many connections it holds unless told otherwise. */
    public int connections() {
        return connections;
    }

    /** What the client sends with each request. */
    public List<String> headers() {
        return headers;
    }

    /** As on the command line: {@code keep-alive}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException naming the rows there are */
    static Row parse(String name) {
        return Arrays.stream(values())
                .filter(row -> row.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + name + "' is none of " + Arrays.toString(values())));
    }
}
