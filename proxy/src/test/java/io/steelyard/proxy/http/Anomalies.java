package io.steelyard.proxy.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What no node should ever see, judged without any of the code under test. */
final class Anomalies {
    private static final Pattern REQUEST_LINE =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32} (/[!$-;=?-\\[\\]_a-z|~^`{}\\\\]*|\\*) HTTP/1\\.1");
    private static final Pattern FIELD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\\t\\x20-\\x7e\\x80-\\xff]*");
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final List<String> NOT_FORWARDED = List.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "upgrade",
            "proxy",
            "http2-settings",
            "content_length",
            "transfer_encoding",
            "x_forwarded_for",
            "host_");

    private Anomalies() {}

    /** Empty for a request that every reader reads alike. */
    static List<String> of(Received request) {
        List<String> found = new ArrayList<>();
        String[] lines = request.head().split("\r\n", -1);
        if (!REQUEST_LINE.matcher(lines[0]).matches()) {
            found.add("request line " + lines[0]);
        }
        for (int i = 1; i < lines.length; i++) {
            if (!FIELD.matcher(lines[i]).matches()) {
                found.add("field " + lines[i]);
            }
        }
        NOT_FORWARDED.stream()
                .filter(name -> !request.fields(name).isEmpty())
                .forEach(name -> found.add("forwarded " + name));
        framing(request, found);
        return found;
    }

    /** Empty when the head of this answer has no line that anybody could read in two ways, and one framing at most. */
    static List<String> ofAnswer(String octets) {
        List<String> found = new ArrayList<>();
        String head = octets.contains("\r\n\r\n") ? octets.substring(0, octets.indexOf("\r\n\r\n")) : "";
        Arrays.stream(head.split("\r\n", -1))
                .skip(1)
                .filter(line -> !FIELD.matcher(line).matches())
                .forEach(line -> found.add("field " + line));
        Received answer = new Received(head, "", "");
        List<String> lengths = answer.fields("content-length");
        if (lengths.size() + answer.fields("transfer-encoding").size() > 1) {
            found.add("framed twice");
        }
        return found;
    }

    private static void framing(Received request, List<String> found) {
        List<String> lengths = request.fields("content-length");
        List<String> codings = request.fields("transfer-encoding");
        if (request.fields("host").size() != 1) {
            found.add("hosts " + request.fields("host"));
        }
        if (lengths.size() + codings.size() > 1) {
            found.add("framed twice");
        }
        if (!lengths.stream().allMatch(length -> LENGTH.matcher(length).matches())) {
            found.add("length " + lengths);
        }
        if (!codings.stream().allMatch("chunked"::equals)) {
            found.add("coding " + codings);
        }
    }
}
