package io.steelyard.proxy.cache;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the Cache-Control fields of a message say (RFC 9111, section 5.2). They are sound when all of it can be read in one
 * way only: grammar kept, numbers in digits, nothing said twice.
 */
final class Directives {
    /** More than this many seconds is as good as for ever (RFC 9111, section 1.2.2). */
    static final long FOR_EVER = Integer.MAX_VALUE;

    private static final int MOST_DIGITS = 10;
    private static final String DELIMITERS = "\"(),/:;<=>?@[\\]{}";

    private final Map<String, String> arguments = new HashMap<>();
    private boolean sound = true;
    private String text = "";
    private int at;

    private Directives() {}

    static Directives of(List<String> values) {
        Directives directives = new Directives();
        for (String value : values) {
            directives.read(value);
        }
        return directives;
    }

    boolean isSound() {
        return sound;
    }

    boolean isEmpty() {
        return arguments.isEmpty();
    }

    boolean has(String name) {
        return arguments.containsKey(name);
    }

    /**
     * The number that stands behind a name.
     *
     * @return {@code otherwise} when there is no such name; −1 when it is no number
     */
    long seconds(String name, long otherwise) {
        String argument = arguments.get(name);
        return argument == null ? otherwise : seconds(argument);
    }

    /** A number of seconds; −1 for anything but digits. */
    static long seconds(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return digits.length() > MOST_DIGITS ? FOR_EVER : Math.min(FOR_EVER, Long.parseLong(digits));
    }

    private void read(String value) {
        text = value;
        at = 0;
        skip(" \t,");
        while (sound && at < text.length()) {
            String name = token().toLowerCase(Locale.ROOT);
            String argument = isNext('=') ? argument() : "";
            sound &= !name.isEmpty() && arguments.putIfAbsent(name, argument) == null;
            skip(" \t");
            sound &= at == text.length() || isNext(',');
            skip(" \t,");
        }
    }

    private String argument() {
        at++;
        if (isNext('"')) {
            return quoted();
        }
        String argument = token();
        sound &= !argument.isEmpty();
        return argument;
    }

    private String token() {
        int from = at;
        while (at < text.length() && isToken(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private static boolean isToken(char c) {
        return c > ' ' && c < 0x7f && DELIMITERS.indexOf(c) < 0;
    }

    private String quoted() {
        StringBuilder unquoted = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            unquoted.append(text.charAt(at));
        }
        sound &= at < text.length();
        at++;
        return unquoted.toString();
    }

    private boolean isNext(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private void skip(String any) {
        while (at < text.length() && any.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
