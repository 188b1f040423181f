package io.steelyard.hostlink;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.steelyard.json.DomainModule;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Messages as frames: a length of four bytes in network order, then that many bytes of JSON. */
final class MessageCodec {
    /** In bytes, without the length. Room for some 100,000 balancers; a length above it is no length but garbage. */
    static final int FRAME_LIMIT = 64 << 20;

    private static final JsonMapper MAPPER = DomainModule.mapper()
            .rebuild()
            .addMixIn(Message.class, MessageTypes.class)
            .build();

    private MessageCodec() {}

    /**
     * A whole frame, ready to be written.
     *
     * @throws IllegalArgumentException when the message does not fit in a frame
     */
    static ByteBuffer encode(Message message) {
        byte[] json = MAPPER.writerFor(Message.class).writeValueAsBytes(message);
        if (json.length > FRAME_LIMIT) {
            throw new IllegalArgumentException(
                    "a message of " + json.length + " bytes is above the limit of " + FRAME_LIMIT);
        }
        return ByteBuffer.allocate(Integer.BYTES + json.length)
                .putInt(json.length)
                .put(json)
                .flip();
    }

    /**
     * The next message; waits until it is there whole.
     *
     * @return empty when the peer ended the stream between two frames
     * @throws ProtocolException when the bytes are no message
     * @throws EOFException when the stream ended within a frame
     */
    static Optional<Message> read(ReadableByteChannel in) throws IOException {
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
        if (in.read(length) < 0) {
            return Optional.empty();
        }
        fill(in, length);
        ByteBuffer json = ByteBuffer.allocate(checked(length.flip().getInt()));
        fill(in, json);
        return Optional.of(decode(json.array()));
    }

    private static int checked(int length) throws ProtocolException {
        if (length <= 0 || length > FRAME_LIMIT) {
            throw new ProtocolException("a frame of " + Integer.toUnsignedString(length) + " bytes");
        }
        return length;
    }

    private static void fill(ReadableByteChannel in, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (in.read(target) < 0) {
                throw new EOFException("the stream ended within a frame, " + target.remaining() + " bytes short");
            }
        }
    }

    private static Message decode(byte[] json) throws ProtocolException {
        try {
            return MAPPER.readValue(json, Message.class);
        } catch (JacksonException | IllegalArgumentException garbage) {
            throw new ProtocolException("a frame that is no message", garbage);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Message.Hello.class, name = "HELLO"),
        @JsonSubTypes.Type(value = Message.Publish.class, name = "PUBLISH"),
        @JsonSubTypes.Type(value = Message.Reports.class, name = "REPORTS"),
        @JsonSubTypes.Type(value = Message.NodeReports.class, name = "NODE_REPORTS"),
        @JsonSubTypes.Type(value = Message.TrafficReports.class, name = "TRAFFIC_REPORTS"),
        @JsonSubTypes.Type(value = Message.TrafficKept.class, name = "TRAFFIC_KEPT"),
        @JsonSubTypes.Type(value = Message.Staples.class, name = "STAPLES"),
        @JsonSubTypes.Type(value = Message.Look.class, name = "LOOK"),
        @JsonSubTypes.Type(value = Message.Seen.class, name = "SEEN"),
        @JsonSubTypes.Type(value = Message.Stop.class, name = "STOP")
    })
    private interface MessageTypes {}
}
