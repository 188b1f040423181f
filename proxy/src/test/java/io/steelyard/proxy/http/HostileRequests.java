package io.steelyard.proxy.http;

import java.util.ArrayList;
import java.util.List;

/** Requests that two readers could read in two ways, or that break RFC 9110 or RFC 9112 where it asks for a refusal. */
final class HostileRequests {
    /** Heads that must be refused whatever follows. */
    static final List<String> HEADS = heads();

    private HostileRequests() {}

    private static List<String> heads() {
        List<String> heads = new ArrayList<>();
        requestLines().forEach(line -> heads.add(line + "\r\nHost: lb.test\r\n\r\n"));
        fields().forEach(fields -> heads.add("POST / HTTP/1.1\r\nHost: lb.test\r\n" + fields + "\r\n\r\n"));
        hosts().forEach(host -> heads.add("GET / HTTP/1.1\r\n" + host + "\r\n\r\n"));
        heads.add("GET / HTTP/1.1\r\n\r\n");
        heads.add("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n");
        heads.add("POST / HTTP/1.0\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n");
        heads.add("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n");
        heads.add("GET / HTTP/1.1\nHost: lb.test\n\n");
        heads.add("GET / HTTP/1.1\r\nHost: lb.test\r\n\n");
        heads.add("GET / HTTP/1.1\r\nHost: lb.test\n\r\n");
        heads.add("GET / HTTP/1.1\r\n Host: lb.test\r\n\r\n");
        heads.add("\nGET / HTTP/1.1\r\nHost: lb.test\r\n\r\n");
        heads.add("\u0016\u0003\u0001\u0002\u0000\u0001");
        return List.copyOf(heads);
    }

    private static List<String> requestLines() {
        List<String> lines = new ArrayList<>(List.of(
                "GET",
                "GET ",
                "GET /",
                "GET / ",
                "GET  / HTTP/1.1",
                "GET /  HTTP/1.1",
                " GET / HTTP/1.1",
                "GET / HTTP/1.1 ",
                "GET\t/ HTTP/1.1",
                "GET /\tHTTP/1.1",
                "GET /a b HTTP/1.1",
                "GET / HTTP/1.1 x",
                "GET / http/1.1",
                "GET / HTTP/1",
                "GET / HTTP/1.",
                "GET / HTTP/.1",
                "GET / HTTP/11",
                "GET / HTTP/1.10",
                "GET / HTTP/01.1",
                "GET / HTTP/1,1",
                "GET / HTTP/+1.1",
                "GET / HTTP /1.1",
                "GET / HTTPS/1.1",
                "GET / XTTP/1.1",
                "GET / ICY/1.1",
                "GET / HTTP/0.9",
                "GET / HTTP/3.0",
                "GET / HTTP/9.9",
                "PRI * HTTP/2.0",
                " / HTTP/1.1",
                "G(T / HTTP/1.1",
                "GET: / HTTP/1.1",
                "G\u0000T / HTTP/1.1",
                "G\u00c4T / HTTP/1.1",
                "\"GET\" / HTTP/1.1",
                "GET * HTTP/1.1",
                "OPTIONS ** HTTP/1.1",
                "GET lb.test HTTP/1.1",
                "GET lb.test:80 HTTP/1.1",
                "GET index.html HTTP/1.1",
                "GET ?q HTTP/1.1",
                "CONNECT lb.test:80 HTTP/1.1",
                "CONNECT / HTTP/1.1",
                "GET ftp://lb.test/ HTTP/1.1",
                "GET https://lb.test/ HTTP/1.1",
                "GET gopher://lb.test/ HTTP/1.1",
                "GET http:/lb.test/ HTTP/1.1",
                "GET http:// HTTP/1.1",
                "GET http:/// HTTP/1.1",
                "GET http:///path HTTP/1.1",
                "GET http://?q HTTP/1.1",
                "GET http://a@b/ HTTP/1.1",
                "GET http://user:word@lb.test/ HTTP/1.1",
                "GET http://a,b/ HTTP/1.1",
                "GET http://a:x/ HTTP/1.1",
                "GET http://[::1/ HTTP/1.1"));
        for (String c : List.of(
                "\u0000", "\u0001", "\u000b", "\u000c", "\u007f", "\u0080", "\u00ff", "#", "#a", "\"", "<", ">", "\\",
                "^", "`", "{", "}", "\r", "\n")) {
            lines.add("GET /a" + c + "b HTTP/1.1");
        }
        for (String c : List.of("\u0000", "\u007f", "\u00ff", "#", "\"", "<", ">", "\r", "\n")) {
            lines.add("GET /?a" + c + "b HTTP/1.1");
        }
        return lines;
    }

    private static List<String> hosts() {
        return List.of(
                "Host:",
                "Host: ",
                "Host : a",
                "Host\t: a",
                "Host: a\r\nHost: a",
                "Host: a\r\nhost: b",
                "Host: a, b",
                "Host: a,b",
                "Host: a b",
                "Host: a/b",
                "Host: a\\b",
                "Host: a?b",
                "Host: a#b",
                "Host: a@b",
                "Host: \"a\"",
                "Host: a%00",
                "Host: a\u0001",
                "Host: \u00e4",
                "Host: a:80:80",
                "Host: a:+80",
                "Host: a:-1",
                "Host: a:65536",
                "Host: a:080000",
                "Host: a:8o",
                "Host: :80",
                "Host: [::1",
                "Host: ::1",
                "Host: []",
                "Host: [1]",
                "Host: [::1]x",
                "Host: [::1]:x",
                "Host: [gg::]",
                "Host: http://a",
                "Host: a\r\n b",
                "Host: a\r\n\tb",
                "Host: a;b",
                "Host: a<b>",
                "Host: a{b}",
                "Host: a|b",
                "X-Host: a");
    }

    private static List<String> fields() {
        List<String> fields = new ArrayList<>(List.of(
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Transfer-Encoding: chunked\r\ncontent-length: 0",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding:",
                "Transfer-Encoding: ,",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: gzip",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, gzip",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: ,chunked",
                "Transfer-Encoding: chunked,",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: 'chunked'",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunkedx",
                "Transfer-Encoding: chunk",
                "Transfer-Encoding: c hunked",
                "Transfer-Encoding: chunked\u000b",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding: chunked\u000c",
                "Transfer-Encoding: chunked\u0000",
                "Transfer-Encoding: chun\u0000ked",
                "Transfer-Encoding: \u00a0chunked",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding\t: chunked",
                " Transfer-Encoding: chunked",
                "\tTransfer-Encoding: chunked",
                "Transfer-Encoding\r\n: chunked",
                "Transfer-Encoding:\r\n chunked",
                "Transfer-Encoding: chunked\r\n ",
                "X: y\nTransfer-Encoding: chunked",
                "X: y\rTransfer-Encoding: chunked",
                "X: y\r\r\nTransfer-Encoding: chunked",
                "Transfer\u0000-Encoding: chunked",
                "Content-Length:",
                "Content-Length: ",
                "Content-Length:\t ",
                "Transfer-Encoding: ",
                "Expect: ",
                "Content-Length: 5\r\nContent-Length: 5",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5\r\ncontent-length: 5",
                "Content-Length: 5, 5",
                "Content-Length: 5,6",
                "Content-Length: 5,",
                "Content-Length: ,5",
                "Content-Length: +5",
                "Content-Length: -5",
                "Content-Length: -0",
                "Content-Length: 5 5",
                "Content-Length: 5\u000b",
                "Content-Length: 5\u0000",
                "Content-Length: 0x5",
                "Content-Length: 5_0",
                "Content-Length: 5e1",
                "Content-Length: 5.0",
                "Content-Length: 5L",
                "Content-Length: five",
                "Content-Length: \"5\"",
                "Content-Length: 5;a",
                "Content-Length: \u00a05",
                "Content-Length: \u00b2",
                "Content-Length: 18446744073709551621",
                "Content-Length: 9223372036854775808",
                "Content-Length: 99999999999999999999999999",
                "Content-Length : 5",
                "Content-Length\r\n: 5",
                "Content-Length: \r\n 5",
                "Content-Length: 5\r\n 0",
                "Connection: content-length\r\nContent-Length: 5",
                "Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked",
                "Connection: close, HOST",
                "Connection: content_length\r\nContent-Length: 5",
                "Connection: a b",
                "Connection: \"close\"",
                "Connection: a;b",
                "Connection: a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q",
                "Expect: 100-continue\r\nExpect: 100-continue",
                "Expect: 100-continue, x",
                "Expect:",
                "Expect: 101",
                ": x",
                ":",
                "NoColon",
                "X",
                "X : y",
                "X\t: y",
                " X: y",
                "X: y\r\n z",
                "X: y\r\n\tz",
                "X: y\r\n ",
                "\u00feX: y"));
        for (String c :
                List.of("\u0000", "\u0001", "\u0008", "\u000b", "\u000c", "\u000e", "\u001f", "\u007f", "\r", "\n")) {
            fields.add("X: a" + c + "b");
        }
        for (String c : List.of(
                "\u0000", "\u0001", "\u001f", "\u007f", "\u0080", "\u00ff", " ", "\t", "(", ")", "<", ">", "@", ",",
                ";", "\\", "\"", "/", "[", "]", "?", "=", "{", "}", "\r", "\n")) {
            fields.add("X" + c + "Y: z");
        }
        return fields;
    }
}
