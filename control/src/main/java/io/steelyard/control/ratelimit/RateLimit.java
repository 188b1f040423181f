package io.steelyard.control.ratelimit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests of one kind an account may send in a time. All of them may come at once; they become available again
 * evenly.
 *
 * @param uri below the account's path: {@code /loadbalancers} for that alone, {@code /loadbalancers/*} for all below it,
 *     {@code /*} for everything
 * @param value 1 to {@value #MAX}
 */
public record RateLimit(Verb verb, String uri, int value, RateUnit unit) {
    public static final int MAX = 10_000_000;
    private static final Pattern URI = Pattern.compile("/[A-Za-z0-9/._-]{0,127}\\*?");
    private static final Pattern TEXT =
            Pattern.compile("(GET|POST|PUT|DELETE) (\\S+)=([0-9]{1,8})/(SECOND|MINUTE|HOUR|DAY)");

    public RateLimit {
        if (!isUri(uri)) {
            throw new IllegalArgumentException(
                    "a URI begins with / and may end with *, such as /loadbalancers/*, unlike " + uri);
        }
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("a rate is 1 to " + MAX + " requests, not " + value);
        }
    }

    /** Whether a text may be a {@link #uri}. */
    public static boolean isUri(String text) {
        return URI.matcher(text).matches();
    }

    /**
     * Reads {@code POST /loadbalancers=10/MINUTE}.
     *
     * @throws IllegalArgumentException with a sentence that shows the right form
     */
    static RateLimit parse(String text) {
        Matcher limit = TEXT.matcher(text);
        if (!limit.matches()) {
            throw new IllegalArgumentException("a rate limit is written VERB URI=NUMBER/UNIT, such as"
                    + " \"POST /loadbalancers=10/MINUTE\", with GET, POST, PUT or DELETE, and SECOND, MINUTE, HOUR or"
                    + " DAY, unlike \"" + text + "\"");
        }
        return new RateLimit(
                Verb.valueOf(limit.group(1)),
                limit.group(2),
                Integer.parseInt(limit.group(3)),
                RateUnit.valueOf(limit.group(4)));
    }

    /** @param path below the account's, with its slash, without query */
    boolean covers(Verb asked, String path) {
        return asked == verb && (isOpen() ? path.startsWith(prefix()) : path.equals(uri));
    }

    /** A regular expression for what {@link #uri} says, for programs. */
    public String regex() {
        return isOpen() ? "^" + quoted(prefix()) + ".*" : "^" + quoted(uri) + "$";
    }

    private boolean isOpen() {
        return uri.endsWith("*");
    }

    private String prefix() {
        return uri.substring(0, uri.length() - 1);
    }

    /** Of all that a URI may hold the dot alone means something else in a regular expression. */
    private static String quoted(String text) {
        return text.replace(".", "\\.");
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return verb + " " + uri + "=" + value + "/" + unit;
    }
}
