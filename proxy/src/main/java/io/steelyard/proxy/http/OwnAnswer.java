package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.steelyard.proxy.errorpage.ErrorPage;
import io.steelyard.proxy.http.ResponseEncoder.Persistence;
import java.util.Optional;

/**
 * An answer that no node gave.
 *
 * @param reason what HTTP/1.1 says behind the status
 * @param location where the client is sent
 */
record OwnAnswer(int status, String reason, Optional<String> location, byte[] page) {
    static final String CONTENT_TYPE = "text/html";
    static final String CACHE_CONTROL = "no-cache";

    private static final int HEAD_OCTETS = 256;

    /** The 503 with the error page. */
    static OwnAnswer unavailable(ErrorPage page) {
        return new OwnAnswer(503, "Service Unavailable", Optional.empty(), page.html());
    }

    /** Why a request is not passed on; the connection ends with it. */
    static OwnAnswer refusal(Fault fault) {
        return new OwnAnswer(fault.status(), fault.reason(), Optional.empty(), page(fault.status(), fault.reason()));
    }

    /** Sends the client elsewhere; the connection ends with it. */
    static OwnAnswer redirect(String location) {
        String reason = "Moved Permanently";
        return new OwnAnswer(301, reason, Optional.of(location), page(301, reason));
    }

    private static byte[] page(int code, String reason) {
        String status = code + " " + reason;
        return Ascii.bytes(
                "<html><head><title>" + status + "</title></head><body><h1>" + status + "</h1></body></html>\n");
    }

    /** How many octets of it are content. */
    int contentOctets(Method method) {
        return method == Method.HEAD ? 0 : page.length;
    }

    /** As HTTP/1.1 has it. */
    ByteBuf octets(ByteBufAllocator allocator, Method method, Persistence persistence) {
        ByteBuf out = allocator.directBuffer(HEAD_OCTETS + page.length);
        out.writeBytes(Ascii.bytes("HTTP/1.1 " + status + " " + reason + "\r\nContent-Type: " + CONTENT_TYPE
                + "\r\nCache-Control: " + CACHE_CONTROL + "\r\n"
                + location.map(to -> "Location: " + to + "\r\n").orElse("")));
        out.writeBytes(ResponseEncoder.field(persistence));
        out.writeBytes(Ascii.bytes("Content-Length: " + page.length + "\r\n\r\n"));
        return method == Method.HEAD ? out : out.writeBytes(page);
    }
}
