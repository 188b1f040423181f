package io.steelyard.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One kind of load; a row of the table of figures. */
public enum Row {
    /** Small answers over connections that stay open. */
    KEEP_ALIVE(List.of()),
    /** Small answers, each over a connection of the client's own. */
    CONNECTION_PER_REQUEST(List.of("Connection: close"));

    private final List<String> headers;

    Row(List<String> headers) {
        this.headers = headers;
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
