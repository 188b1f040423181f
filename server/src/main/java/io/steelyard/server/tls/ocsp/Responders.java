package io.steelyard.server.tls.ocsp;

import io.steelyard.domain.tls.Staple;
import io.steelyard.server.webhook.PinnedPost;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.regex.Pattern;

/** Asks responders by HTTP (RFC 6960, appendix A.1), where nothing is sent to that tenants may not have traffic sent to. */
final class Responders {
    private static final int MAX_HEAD = 8 << 10;
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern OK = Pattern.compile("HTTP/1\\.[01] 200(?s: .*|\r\n.*)");

    private final PinnedPost post;
    private final InstantSource clock;

    Responders(PinnedPost post, InstantSource clock) {
        this.post = post;
        this.clock = clock;
    }

    /** Waits for the answer, as long as {@link PinnedPost} does. */
    Verdict ask(Question question) throws OcspException {
        byte[] request = question.request();
        try {
            byte[] answer = post.talk(question.responder(), socket -> exchange(question.responder(), socket, request));
            return Verdict.of(question, answer, clock.instant());
        } catch (IOException unreachable) {
            throw new OcspException(
                    question.responder() + " does not answer: " + unreachable.getMessage(), unreachable);
        }
    }

    /** HTTP/1.0, so that the answer comes in one piece up to the connection's end. */
    private static byte[] exchange(URI url, Socket socket, byte[] request) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(head(url, request.length).getBytes(StandardCharsets.US_ASCII));
        out.write(request);
        out.flush();
        InputStream in = socket.getInputStream();
        byte[] all = in.readNBytes(MAX_HEAD + Staple.MAX_OCTETS);
        int end = indexOf(all, HEAD_END);
        if (end < 0
                || !OK.matcher(new String(all, 0, end, StandardCharsets.ISO_8859_1))
                        .matches()) {
            throw new IOException("its answer is not status 200");
        }
        int start = end + HEAD_END.length;
        if (all.length == start || all.length - start > Staple.MAX_OCTETS) {
            throw new IOException("its answer has " + (all.length - start) + " octets");
        }
        byte[] body = new byte[all.length - start];
        System.arraycopy(all, start, body, 0, body.length);
        return body;
    }

    private static int indexOf(byte[] all, byte[] wanted) {
        return new String(all, StandardCharsets.ISO_8859_1).indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
    }

    private static String head(URI url, int length) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String host = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
        return "POST " + path + query + " HTTP/1.0\r\nHost: " + host
                + "\r\nContent-Type: application/ocsp-request\r\nAccept: application/ocsp-response"
                + "\r\nUser-Agent: Steelyard\r\nContent-Length: " + length + "\r\n\r\n";
    }
}
