package io.steelyard.proxy.cache;

import java.util.Arrays;
import java.util.Locale;

/** Heads as tests write them: fields with a line each, the parts of a field apart by a colon. */
final class Messages {
    private Messages() {}

    static Fields fields(String... lines) {
        return name -> Arrays.stream(lines)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    static Fields lines(String lines) {
        return fields(lines.split("\\|"));
    }

    static Asked asked(String uri, String... lines) {
        return Asked.of(uri, fields(lines)).orElseThrow();
    }
}
