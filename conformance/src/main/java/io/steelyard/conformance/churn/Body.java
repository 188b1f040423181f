package io.steelyard.conformance.churn;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a node answers, so that an answer to another question, or a broken one, shows. */
public final class Body {
    private static final Pattern FORM = Pattern.compile("request (\\d+) at (\\S+) ([a-z]*)\n");
    private static final int SHORTEST_FILLER = 40;
    private static final int MORE_FILLER = 160;

    private Body() {}

    public static String of(long request, String node) {
        return "request " + request + " at " + node + " " + filler(request) + "\n";
    }

    /** Whether this is the whole answer of any node to this request, and nothing else. */
    public static boolean answers(long request, String body) {
        Matcher form = FORM.matcher(body);
        return form.matches()
                && form.group(1).equals(Long.toString(request))
                && form.group(3).equals(filler(request));
    }

    /** Of another length and another beginning for each request. */
    private static String filler(long request) {
        int length = SHORTEST_FILLER + (int) (request % MORE_FILLER);
        StringBuilder filler = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            filler.append((char) ('a' + (request + i) % 26));
        }
        return filler.toString();
    }
}
