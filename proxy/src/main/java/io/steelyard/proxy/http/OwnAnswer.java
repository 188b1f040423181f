package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.steelyard.proxy.errorpage.ErrorPage;

/** Answers that no node gave. */
final class OwnAnswer {
    private static final int HEAD_OCTETS = 256;
    private static final String MOVED = "301 Moved Permanently";
    private static final String UNAVAILABLE = "503 Service Unavailable";

    private OwnAnswer() {}

    /** The 503 with the error page. */
    static ByteBuf unavailable(
            ByteBufAllocator allocator, Method method, ErrorPage page, boolean keepAlive, boolean http10) {
        String connection = keepAlive ? http10 ? "Connection: keep-alive\r\n" : "" : "Connection: close\r\n";
        return answer(allocator, method, UNAVAILABLE, connection, page.html());
    }

    /** Why a request is not passed on; the connection ends with it. */
    static ByteBuf refusal(ByteBufAllocator allocator, Method method, Fault fault) {
        String status = fault.status() + " " + fault.reason();
        return answer(allocator, method, status, "Connection: close\r\n", page(status));
    }

    /** Sends the client elsewhere; the connection ends with it. */
    static ByteBuf redirect(ByteBufAllocator allocator, Method method, String location) {
        return answer(allocator, method, MOVED, "Location: " + location + "\r\nConnection: close\r\n", page(MOVED));
    }

    private static byte[] page(String status) {
        return Ascii.bytes(
                "<html><head><title>" + status + "</title></head><body><h1>" + status + "</h1></body></html>\n");
    }

    private static ByteBuf answer(
            ByteBufAllocator allocator, Method method, String status, String connection, byte[] page) {
        ByteBuf out = allocator.directBuffer(HEAD_OCTETS + page.length);
        out.writeBytes(Ascii.bytes("HTTP/1.1 " + status
                + "\r\nContent-Type: text/html\r\nCache-Control: no-cache\r\n" + connection
                + "Content-Length: " + page.length + "\r\n\r\n"));
        return method == Method.HEAD ? out : out.writeBytes(page);
    }
}
