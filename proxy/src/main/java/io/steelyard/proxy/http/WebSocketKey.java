package io.steelyard.proxy.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * What a node that is asked for a WebSocket must answer to, so that nobody takes anything else for its consent (RFC 6455
 * section 1.3). Clients of HTTP/2 have none (RFC 8441 section 5), so theirs are ours.
 */
final class WebSocketKey {
    private static final String ACCEPT = "sec-websocket-accept";
    private static final byte[] ACCEPT_OCTETS = Ascii.bytes(ACCEPT);
    private static final byte[] SUFFIX = Ascii.bytes("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    private static final int OCTETS = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] text;

    private WebSocketKey(byte[] text) {
        this.text = text;
    }

    static WebSocketKey random() {
        byte[] nonce = new byte[OCTETS];
        RANDOM.nextBytes(nonce);
        return new WebSocketKey(Base64.getEncoder().encode(nonce));
    }

    /** As a node is asked with it; not to be changed. */
    byte[] text() {
        return text;
    }

    /** Whether a node's answer was made for this key, and says so once. */
    boolean isAcceptedBy(ResponseHead head) {
        return head.values(ACCEPT).equals(List.of(accept()));
    }

    /** Leaves the node's proof out of what a client gets, which would not know what for. */
    static void dropAccept(ResponseHead head) {
        for (int line = 1; line < head.lines().count(); line++) {
            if (head.isField(line, ACCEPT_OCTETS)) {
                head.drop(line);
            }
        }
    }

    private String accept() {
        MessageDigest digest = sha1();
        digest.update(text);
        return Base64.getEncoder().encodeToString(digest.digest(SUFFIX));
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
