package io.steelyard.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an answer of HTTP/1.1 that has a Content-Length.
 *
 * @param length of head and body together, octets
 */
record AnswerHead(int status, long length) {
    private static final Pattern START = Pattern.compile("^HTTP/1\\.1 (\\d{3})");
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final String END = "\r\n\r\n";

    /**
     * @param received the whole head at least, from its first octet on; left as it is
     * @throws IOException when it is something else
     */
    static AnswerHead read(ByteBuffer received) throws IOException {
        String text = StandardCharsets.ISO_8859_1.decode(received.duplicate()).toString();
        Matcher start = START.matcher(text);
        Matcher length = CONTENT_LENGTH.matcher(text);
        int end = text.indexOf(END);
        if (end < 0 || !start.find() || !length.find()) {
            throw new IOException("no whole head of an answer with a Content-Length: " + text);
        }
        return new AnswerHead(Integer.parseInt(start.group(1)), end + END.length() + Long.parseLong(length.group(1)));
    }
}
