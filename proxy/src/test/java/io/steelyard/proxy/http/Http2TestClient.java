package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A client, or a node, that sends frames of HTTP/2 as a test writes them, right or wrong. Only its HPACK decoder is Netty's. */
final class Http2TestClient implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;

    static final int NO_ERROR = 0;
    static final int PROTOCOL_ERROR = 1;
    static final int FLOW_CONTROL_ERROR = 3;
    static final int REFUSED_STREAM = 7;
    static final int CANCEL = 8;
    static final int ENHANCE_YOUR_CALM = 11;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    /**
     * One frame as it came.
     *
     * @param fields of HEADERS; decoded at once, since HPACK goes by the order on the wire
     */
    record Frame(int type, int flags, int stream, byte[] payload, Map<String, String> fields) {
        boolean isEnd() {
            return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
        }

        int number() {
            return ByteBuffer.wrap(payload).getInt();
        }

        /** Of RST_STREAM or GOAWAY. */
        int error() {
            return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
        }
    }

    /**
     * An answer.
     *
     * @param heads the interim ones, that of the answer, and the trailer
     * @param reset the error that the stream was reset with; −1 for none
     */
    record Answer(List<Map<String, String>> heads, byte[] octets, int reset) {
        int status() {
            return Integer.parseInt(heads.stream()
                    .map(head -> head.getOrDefault(":status", "000"))
                    .filter(status -> !status.startsWith("1"))
                    .findFirst()
                    .orElse("0"));
        }

        Map<String, String> head() {
            return heads.getFirst();
        }

        Map<String, String> trailer() {
            return heads.getLast();
        }

        String content() {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder hpack = new DefaultHttp2HeadersDecoder(false);
    private final List<Frame> passed = new ArrayList<>();

    Http2TestClient(Socket connected) throws IOException {
        this(connected, new DataInputStream(connected.getInputStream()));
        octets(PREFACE);
    }

    private Http2TestClient(Socket connected, DataInputStream in) throws IOException {
        this.socket = connected;
        this.in = in;
        socket.setTcpNoDelay(true);
    }

    /** The other side of a client, that is a node, which has begun as it should. */
    static Http2TestClient accept(Socket accepted) throws IOException {
        DataInputStream in = new DataInputStream(accepted.getInputStream());
        in.skipNBytes(PREFACE.length());
        return new Http2TestClient(accepted, in).frame(SETTINGS, 0, 0, new byte[0]);
    }

    /** One that has begun as it should. */
    static Http2TestClient open(Socket connected) throws IOException {
        return new Http2TestClient(connected).frame(SETTINGS, 0, 0, new byte[0]);
    }

    Socket socket() {
        return socket;
    }

    Http2TestClient octets(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Http2TestClient frame(int type, int flags, int stream, byte[] payload) throws IOException {
        socket.getOutputStream().write(encoded(type, flags, stream, payload));
        return this;
    }

    /** Many frames as one write. */
    Http2TestClient frames(int times, int type, int flags, int stream, byte[] payload) throws IOException {
        byte[] one = encoded(type, flags, stream, payload);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(one);
        }
        socket.getOutputStream().write(all.toByteArray());
        return this;
    }

    static byte[] encoded(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /** A setting, for a frame of SETTINGS. */
    static byte[] setting(int id, int value) {
        return ByteBuffer.allocate(6).putShort((short) id).putInt(value).array();
    }

    /** Names and values in turn, each literal and not indexed (RFC 7541 section 6.2.2). */
    static byte[] block(String... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            out.write(0);
            text(fields[i], out);
            text(fields[i + 1], out);
        }
        return out.toByteArray();
    }

    private static void text(String text, ByteArrayOutputStream out) {
        int length = text.length();
        if (length < 127) {
            out.write(length);
        } else {
            out.write(127);
            int rest = length - 127;
            for (; rest >= 128; rest >>= 7) {
                out.write(rest & 127 | 128);
            }
            out.write(rest);
        }
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A whole request without content. */
    Http2TestClient get(int stream, String path, String... more) throws IOException {
        return head(stream, true, "GET", path, more);
    }

    Http2TestClient head(int stream, boolean end, String method, String path, String... more) throws IOException {
        List<String> fields =
                new ArrayList<>(List.of(":method", method, ":scheme", "http", ":authority", "lb.test", ":path", path));
        fields.addAll(List.of(more));
        return fields(stream, end, fields.toArray(new String[0]));
    }

    /** A request with content, as one write: the host has all of it before it is connected with a node. */
    Http2TestClient put(int stream, String path, String content) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String[] fields = {":method", "PUT", ":scheme", "http", ":authority", "lb.test", ":path", path};
        all.writeBytes(encoded(HEADERS, END_HEADERS, stream, block(fields)));
        all.writeBytes(encoded(DATA, END_STREAM, stream, content.getBytes(StandardCharsets.ISO_8859_1)));
        socket.getOutputStream().write(all.toByteArray());
        return this;
    }

    /** These fields and no others. */
    Http2TestClient fields(int stream, boolean end, String... fields) throws IOException {
        return frame(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, block(fields));
    }

    Http2TestClient data(int stream, boolean end, String content) throws IOException {
        return frame(DATA, end ? END_STREAM : 0, stream, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The next frame, but not those that only answer ours. */
    Frame next() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(length);
        if (payload.length < length) {
            throw new EOFException("within a frame");
        }
        return new Frame(type, flags, stream, payload, type == HEADERS ? decode(stream, payload) : Map.of());
    }

    /** Waits for such a frame, and keeps the others for whoever waits for them. */
    Frame await(Predicate<Frame> wanted) throws IOException {
        Frame next = passed.stream().filter(wanted).findFirst().orElse(null);
        if (next != null) {
            passed.remove(next);
            return next;
        }
        for (next = next(); !wanted.test(next); next = next()) {
            passed.add(next);
        }
        return next;
    }

    Frame await(int type) throws IOException {
        return await(frame -> frame.type() == type);
    }

    /** What a stream is answered, up to its end; gives room for as much as comes. */
    Answer answer(int stream) throws IOException {
        List<Map<String, String>> heads = new ArrayList<>();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (true) {
            Frame next = await(frame -> frame.stream() == stream);
            switch (next.type()) {
                case HEADERS -> heads.add(next.fields());
                case DATA -> {
                    content.writeBytes(next.payload());
                    room(stream, next.payload().length);
                }
                case RST_STREAM -> {
                    return new Answer(heads, content.toByteArray(), next.error());
                }
                default -> {
                    // It says nothing of the answer.
                }
            }
            if (next.isEnd()) {
                return new Answer(heads, content.toByteArray(), -1);
            }
        }
    }

    private void room(int stream, int octets) throws IOException {
        if (octets > 0) {
            frame(WINDOW_UPDATE, 0, 0, number(octets));
            frame(WINDOW_UPDATE, 0, stream, number(octets));
        }
    }

    private Map<String, String> decode(int stream, byte[] payload) throws IOException {
        ByteBuf block = Unpooled.wrappedBuffer(payload);
        try {
            Http2Headers decoded = hpack.decodeHeaders(stream, block);
            Map<String, String> fields = new HashMap<>();
            decoded.forEach(field ->
                    fields.merge(field.getKey().toString(), field.getValue().toString(), (a, b) -> a + "|" + b));
            return fields;
        } catch (Http2Exception broken) {
            throw new IOException(broken);
        }
    }

    /** Whether the other side ended the connection; waits for it. */
    boolean isEnded() throws IOException {
        try {
            while (true) {
                passed.add(next());
            }
        } catch (EOFException | SocketException end) {
            return true;
        }
    }

    /** How the connection was ended. */
    Frame goAway() throws IOException {
        return await(GOAWAY);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
