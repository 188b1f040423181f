package io.steelyard.proxy.http;

/** What the Upgrade fields of one head say (RFC 9110 section 7.8). The WebSocket protocol is the only one we know. */
final class Upgrade {
    /** What asks for it, and what grants it. */
    static final byte[] FIELDS = Ascii.bytes("Connection: Upgrade\r\nUpgrade: websocket\r\n");

    private static final byte[] WEB_SOCKET = Ascii.bytes("websocket");

    private final byte[] octets;
    private int fields;
    private boolean webSocket;

    Upgrade(byte[] octets) {
        this.octets = octets;
    }

    void reset() {
        fields = 0;
        webSocket = false;
    }

    void add(int from, int to) {
        fields++;
        webSocket = Octets.areIgnoringCase(octets, from, to, WEB_SOCKET);
    }

    /** Whether there is any. */
    boolean isThere() {
        return fields > 0;
    }

    /** Whether it names the WebSocket protocol and no other. */
    boolean isWebSocket() {
        return fields == 1 && webSocket;
    }
}
