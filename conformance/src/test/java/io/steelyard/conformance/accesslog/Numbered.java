package io.steelyard.conformance.accesslog;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests for {@code /0}, {@code /1} and so on, known again in the lines that they leave. */
final class Numbered {
    private static final Pattern ANSWERED = Pattern.compile("\"GET /([0-9]+) HTTP/1\\.1\" 200 ");

    private Numbered() {}

    /** The numbers of those that were answered 200, as often as there are lines of them. */
    static List<Integer> in(List<String> lines) {
        return lines.stream()
                .map(ANSWERED::matcher)
                .filter(Matcher::find)
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }
}
