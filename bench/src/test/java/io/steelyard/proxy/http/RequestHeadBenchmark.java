package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Judging the head of a request. */
@State(Scope.Thread)
public class RequestHeadBenchmark {
    private static final Map<String, String> HEADS =
            Map.of("short", "GET / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n", "browser", """
            GET /shop/items?page=2&sort=price HTTP/1.1\r
            Host: shop.example\r
            User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r
            Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r
            Accept-Language: en-US,en;q=0.5\r
            Accept-Encoding: gzip, deflate, br\r
            Referer: https://shop.example/shop/items?page=1&sort=price\r
            Connection: keep-alive\r
            Cookie: session=0123456789abcdef0123456789abcdef; theme=dark; seen=yes\r
            Upgrade-Insecure-Requests: 1\r
            \r
            """);

    @Param({"short", "browser"})
    public String kind = "";

    private final RequestHead head = new RequestHead(HeadLimits.DEFAULT);
    private ByteBuf received = Unpooled.EMPTY_BUFFER;

    @Setup
    public void receive() {
        String text = HEADS.getOrDefault(kind, "");
        received = Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Benchmark
    public int scan() {
        return head.scan(received);
    }
}
