package io.steelyard.proxy.http;

/** A response up to its empty line, judged as strictly as a request: a node may be in somebody else's hands. */
final class ResponseHead extends MessageHead {
    static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final StatusLine line = new StatusLine(octets());
    private int contentLengthLine;
    private int transferEncodingLine;
    private int keepAliveSeconds;
    private final Upgrade upgrade = new Upgrade(octets());

    ResponseHead(HeadLimits limits) {
        super(limits);
    }

    StatusLine line() {
        return line;
    }

    /** Whether another head of the same response follows. */
    boolean isInterim() {
        return line.status() < 200;
    }

    /** Whether what follows is of the WebSocket protocol; only whoever asked for that may be told so. */
    boolean isSwitch() {
        return line.status() == SWITCHING_PROTOCOLS;
    }

    /** Whether the node did what it was asked (RFC 9110 section 15.3). */
    boolean isSuccess() {
        return line.status() / 100 == 2;
    }

    /** Whether it has no content whatever its fields say (RFC 9112 section 6.3). */
    boolean isWithoutContent(Method method) {
        return method == Method.HEAD || isInterim() || line.status() == NO_CONTENT || line.status() == NOT_MODIFIED;
    }

    /** Whether the node keeps the connection for another request. */
    boolean allowsAnother() {
        return !connection().isClose() && !line.isHttp10();
    }

    /** How long the node says that it waits for another request; −1 when it does not say. */
    int keepAliveSeconds() {
        return keepAliveSeconds;
    }

    /** Leaves out the framing fields: the content goes on in another framing, or there is none to be framed. */
    void dropFraming() {
        if (contentLengthLine > 0) {
            drop(contentLengthLine);
        }
        if (transferEncodingLine > 0) {
            drop(transferEncodingLine);
        }
    }

    @Override
    int start(int available) {
        return 0;
    }

    @Override
    void startLine(int from, int to) {
        contentLengthLine = 0;
        transferEncodingLine = 0;
        keepAliveSeconds = -1;
        upgrade.reset();
        line.read(from, to);
    }

    @Override
    void field(int lineNumber, FieldName name, int from, int to) {
        switch (name) {
            case CONTENT_LENGTH -> {
                framing().contentLength(octets(), from, to);
                contentLengthLine = lineNumber;
            }
            case TRANSFER_ENCODING -> {
                framing().transferEncoding(octets(), from, to);
                transferEncodingLine = lineNumber;
            }
            case CONNECTION -> {
                connection().add(from, to);
                drop(lineNumber);
            }
            case KEEP_ALIVE -> {
                keepAliveSeconds = KeepAlive.timeoutSeconds(octets(), from, to);
                drop(lineNumber);
            }
            case UPGRADE -> {
                upgrade.add(from, to);
                drop(lineNumber);
            }
            case PROXY_CONNECTION, TE, HTTP2_SETTINGS -> drop(lineNumber);
            case COOKIE, EXPECT, HOST, PROXY, X_FORWARDED_FOR, X_FORWARDED_PORT, X_FORWARDED_PROTO -> {
                // Mean nothing in a response.
            }
        }
    }

    @Override
    void complete() {
        framing().check(line.isHttp10());
        if (line.status() == NO_CONTENT || isInterim()) {
            dropFraming();
        }
        if (!framing().isCanonical() || isSwitch() && !isWebSocketSwitch()) {
            throw Fault.BAD_REQUEST.exception();
        }
    }

    /** RFC 6455 section 4.1. */
    private boolean isWebSocketSwitch() {
        return upgrade.isWebSocket() && connection().isUpgrade() && !line.isHttp10();
    }
}
