package io.steelyard.proxy.http;

/** A request up to its empty line, judged by RFC 9112 section 3 to 6. */
final class RequestHead extends MessageHead {
    private static final byte[] CONTINUE = Ascii.bytes("100-continue");

    private final RequestLine line = new RequestLine(octets());
    private final int[] forwardedStarts;
    private final int[] forwardedEnds;
    private final int[] cookieStarts;
    private final int[] cookieEnds;
    private int forwarded;
    private int cookies;
    private int hosts;
    private int hostStart;
    private int hostEnd;
    private boolean expectsContinue;
    private final Upgrade upgrade = new Upgrade(octets());

    RequestHead(HeadLimits limits) {
        super(limits);
        forwardedStarts = new int[limits.fields()];
        forwardedEnds = new int[limits.fields()];
        cookieStarts = new int[limits.fields()];
        cookieEnds = new int[limits.fields()];
    }

    RequestLine line() {
        return line;
    }

    boolean hasHost() {
        return hosts == 1;
    }

    /** Where the host that it is for stands, the target's before the field's; {@link #hostEnd} is the same when there is none. */
    int hostStart() {
        return line.hasAuthority() ? line.authorityStart() : hostStart;
    }

    int hostEnd() {
        return line.hasAuthority() ? line.authorityEnd() : hostEnd;
    }

    /** Whether the client waits for 100 (Continue) before it sends the content. */
    boolean expectsContinue() {
        return expectsContinue;
    }

    /**
     * Whether the connection may serve another request. Not behind Upgrade: what follows may already be of the other
     * protocol, and must not be read as a request.
     */
    boolean allowsAnother() {
        return !upgrade.isThere()
                && !connection().isClose()
                && (!line.isHttp10() || connection().isKeepAlive());
    }

    /**
     * Whether the client wants to speak the WebSocket protocol from now on (RFC 6455 section 4.1). Every other Upgrade is
     * left out, as RFC 9110 section 7.8 allows.
     */
    boolean asksForWebSocket() {
        return upgrade.isWebSocket()
                && connection().isUpgrade()
                && line.method() == Method.GET
                && !line.isHttp10()
                && !framing().isChunked()
                && framing().contentLength() <= 0;
    }

    /** How many X-Forwarded-For fields came. */
    int forwarded() {
        return forwarded;
    }

    int forwardedStart(int index) {
        return forwardedStarts[index];
    }

    int forwardedEnd(int index) {
        return forwardedEnds[index];
    }

    /** How many Cookie fields came; HTTP/2 clients may have been translated into several (RFC 9113, section 8.2.3). */
    int cookies() {
        return cookies;
    }

    int cookieStart(int index) {
        return cookieStarts[index];
    }

    int cookieEnd(int index) {
        return cookieEnds[index];
    }

    /**
     * Refuses what we understand in one way, and others have been known to understand in another.
     *
     * @param length of the head
     * @throws BadMessageException for content of GET or HEAD, even of no octets; for a Content-Length with leading zeros; for an
     *     underscore in the name of a field that says where a message ends or goes; for octets beyond ASCII; and for a Host
     *     that is not the target's
     */
    void requirePlain(int length) {
        boolean bare = line.method() == Method.GET || line.method() == Method.HEAD;
        boolean framed = framing().hasContentLength() || framing().isChunked();
        if (bare && framed || !framing().isCanonical() || hasAlias() || namesTwoHosts() || !isAscii(length)) {
            throw Fault.BAD_REQUEST.exception();
        }
    }

    private boolean namesTwoHosts() {
        int octets = line.authorityEnd() - line.authorityStart();
        return line.hasAuthority()
                && hosts > 0
                && (hostEnd - hostStart != octets
                        || !Octets.areFolded(octets(), hostStart, octets(), line.authorityStart(), octets));
    }

    private boolean isAscii(int length) {
        for (int at = 0; at < length; at++) {
            if (octets()[at] < 0) {
                return false;
            }
        }
        return true;
    }

    /** One empty line before a request is ignored (RFC 9112 section 2.2). */
    @Override
    int start(int available) {
        return available >= 2 && octets()[0] == Octets.CR && octets()[1] == Octets.LF ? 2 : 0;
    }

    @Override
    void startLine(int from, int to) {
        forwarded = 0;
        cookies = 0;
        hosts = 0;
        hostStart = 0;
        hostEnd = 0;
        expectsContinue = false;
        upgrade.reset();
        line.read(from, to);
    }

    @Override
    void field(int lineNumber, FieldName name, int from, int to) {
        switch (name) {
            case HOST -> host(lineNumber, from, to);
            case CONTENT_LENGTH -> contentLength(lineNumber, from, to);
            case TRANSFER_ENCODING -> {
                framing().transferEncoding(octets(), from, to);
                drop(lineNumber);
            }
            case CONNECTION -> {
                connection().add(from, to);
                drop(lineNumber);
            }
            case UPGRADE -> {
                upgrade.add(from, to);
                drop(lineNumber);
            }
            case COOKIE -> cookie(from, to);
            case EXPECT -> expect(lineNumber, from, to);
            case X_FORWARDED_FOR -> forwardedFor(lineNumber, from, to);
            case HTTP2_SETTINGS, KEEP_ALIVE, PROXY, PROXY_CONNECTION, TE, X_FORWARDED_PORT, X_FORWARDED_PROTO ->
                drop(lineNumber);
        }
    }

    @Override
    void complete() {
        framing().check(line.isHttp10());
        if (hosts > 1 || hosts == 0 && !line.isHttp10()) {
            throw Fault.BAD_REQUEST.exception();
        }
    }

    private void host(int lineNumber, int from, int to) {
        hosts++;
        hostStart = from;
        hostEnd = to;
        Authority.check(octets(), from, to);
        if (line.hasAuthority()) {
            drop(lineNumber);
        }
    }

    private void contentLength(int lineNumber, int from, int to) {
        framing().contentLength(octets(), from, to);
        if (!framing().isCanonical()) {
            drop(lineNumber);
        }
    }

    /** In HTTP/1.0 it means nothing (RFC 9110 section 10.1.1). */
    private void expect(int lineNumber, int from, int to) {
        if (line.isHttp10()) {
            drop(lineNumber);
            return;
        }
        if (expectsContinue || !Octets.areIgnoringCase(octets(), from, to, CONTINUE)) {
            throw Fault.EXPECTATION_FAILED.exception();
        }
        expectsContinue = true;
    }

    private void cookie(int from, int to) {
        cookieStarts[cookies] = from;
        cookieEnds[cookies] = to;
        cookies++;
    }

    private void forwardedFor(int lineNumber, int from, int to) {
        forwardedStarts[forwarded] = from;
        forwardedEnds[forwarded] = to;
        forwarded++;
        drop(lineNumber);
    }
}
