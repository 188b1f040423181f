package io.steelyard.conformance.mutations;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads requests by the grammar of RFC 9112 and refuses everything else. Shares nothing with what it judges. */
final class RequestReader {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern REQUEST_LINE = Pattern.compile("(" + TOKEN + ") ([!-~]+) (HTTP/1\\.[01])");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)http://[^/?#@]+([/?].*)?");
    private static final Pattern FIELD = Pattern.compile(TOKEN + ":[\\t\\x20-\\x7e\\x80-\\xff]*");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SIZE = Pattern.compile("([0-9a-fA-F]{1,15})([ \\t]*;[\\t\\x20-\\x7e\\x80-\\xff]*)?");
    private static final int MOST = 1 << 20;

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** What a server may be asked by these octets: every request up to the first that is malformed or cut short. */
    static List<Request> all(byte[] octets) {
        RequestReader reader = new RequestReader(new ByteArrayInputStream(octets));
        List<Request> all = new ArrayList<>();
        try {
            for (Request next = reader.next(); next != null; next = reader.next()) {
                all.add(next);
                if (!next.allowsAnother()) {
                    return all;
                }
            }
        } catch (IOException end) {
            // No server may go on behind it.
        }
        return all;
    }

    /**
     * The next request, whole; null at the end of the connection.
     *
     * @throws EOFException when it ends within one
     */
    @Nullable
    Request next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        String line = line(first);
        if (line.isEmpty()) {
            // RFC 9112 section 2.2.
            line = line(octet());
        }
        Matcher matched = match(REQUEST_LINE, line);
        String method = matched.group(1);
        List<String> lines = new ArrayList<>();
        for (String field = line(octet()); !field.isEmpty(); field = line(octet())) {
            match(FIELD, field);
            lines.add(field);
        }
        Request head = new Request(method, target(method, matched.group(2)), matched.group(3), lines, "", true);
        checkHost(head);
        return withContent(head);
    }

    private static String target(String method, String target) throws Malformed {
        if (target.startsWith("/") && target.indexOf('#') < 0 || target.equals("*") && method.equals("OPTIONS")) {
            return target;
        }
        String path = match(ABSOLUTE, target).group(1);
        if (path == null) {
            return method.equals("OPTIONS") ? "*" : "/";
        }
        return path.startsWith("/") ? path : "/" + path;
    }

    private static void checkHost(Request head) throws Malformed {
        int hosts = head.fields("host").size();
        if (hosts > 1 || hosts == 0 && head.version().equals("HTTP/1.1")) {
            throw new Malformed(hosts + " hosts");
        }
    }

    private Request withContent(Request head) throws IOException {
        List<String> codings = head.fields("transfer-encoding");
        List<String> lengths = head.fields("content-length");
        if (codings.size() + lengths.size() > 1) {
            throw new Malformed("framed twice");
        }
        if (!codings.isEmpty()) {
            if (!codings.getFirst().equalsIgnoreCase("chunked")
                    || head.version().equals("HTTP/1.0")) {
                throw new Malformed("Transfer-Encoding: " + codings);
            }
            return chunked(head);
        }
        if (lengths.isEmpty()) {
            return head;
        }
        return with(head, exactly(number(match(LENGTH, lengths.getFirst()).group(), 10)), true);
    }

    private Request chunked(Request head) throws IOException {
        StringBuilder content = new StringBuilder();
        boolean plain = true;
        while (true) {
            Matcher size = match(SIZE, line(octet()));
            plain &= size.group(2) == null;
            int length = number(size.group(1), 16);
            if (length == 0) {
                return with(head, content.toString(), trailer() && plain);
            }
            content.append(exactly(length));
            if (!line(octet()).isEmpty()) {
                throw new Malformed("a chunk that does not end where it says");
            }
        }
    }

    /** Whether there is none. */
    private boolean trailer() throws IOException {
        boolean none = true;
        for (String field = line(octet()); !field.isEmpty(); field = line(octet())) {
            match(FIELD, field);
            none = false;
        }
        return none;
    }

    private static Request with(Request head, String content, boolean plain) {
        return new Request(head.method(), head.target(), head.version(), head.lines(), content, plain);
    }

    private static Matcher match(Pattern pattern, String text) throws Malformed {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new Malformed(Octets.escaped(text));
        }
        return matcher;
    }

    /** Nothing that is sent here is larger, so that anything larger is cut short. */
    private static int number(String digits, int radix) throws EOFException {
        long number = Long.parseLong(digits, radix);
        if (number > MOST) {
            throw new EOFException("never comes");
        }
        return (int) number;
    }

    /** Up to CRLF; CR and LF mean nothing alone. */
    private String line(int first) throws IOException {
        StringBuilder line = new StringBuilder();
        int last = first;
        while (last != '\r') {
            if (last == '\n' || line.length() > MOST) {
                throw new Malformed("LF alone");
            }
            line.append((char) last);
            last = octet();
        }
        if (octet() != '\n') {
            throw new Malformed("CR alone");
        }
        return line.toString();
    }

    private String exactly(int length) throws IOException {
        byte[] octets = in.readNBytes(length);
        if (octets.length < length) {
            throw new EOFException("within content");
        }
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private int octet() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("within a request");
        }
        return octet;
    }
}
