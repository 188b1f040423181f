package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Frames as they go to a client: which, in which order, and in how many buffers. */
class Http2WriterTest {
    private static final int FRAME = 16_384;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    private record Frame(int type, int flags, int stream, int length) {}

    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final ChannelHandlerContext context = channel.pipeline().firstContext();
    private final Http2Writer writer = Http2Writer.create();
    private final ByteBuf written = Unpooled.buffer();
    private int buffers;

    @AfterEach
    void stop() {
        writer.close();
        written.release();
        channel.finishAndReleaseAll();
    }

    private static Http2Headers ok() {
        return new DefaultHttp2Headers().status("200");
    }

    private ChannelFuture head(int stream, Http2Headers head, boolean isEnd) {
        return writer.writeHeaders(context, stream, head, 0, isEnd, context.newPromise());
    }

    private void data(int stream, int length, boolean isEnd) {
        writer.writeData(context, stream, Unpooled.wrappedBuffer(new byte[length]), 0, isEnd, context.newPromise());
    }

    /** What goes out now. */
    private List<Frame> frames() {
        writer.pass(context);
        channel.flush();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            buffers++;
            written.writeBytes(next);
            next.release();
        }
        List<Frame> frames = new ArrayList<>();
        ByteBuf in = written.duplicate();
        while (in.isReadable()) {
            int length = in.readUnsignedMedium();
            frames.add(new Frame(in.readByte(), in.readByte(), in.readInt(), length));
            in.skipBytes(length);
        }
        return frames;
    }

    @Test
    void smallAnswersGoOutInOneBuffer() {
        for (int stream = 1; stream < 20; stream += 2) {
            head(stream, ok(), false);
            data(stream, 10, true);
        }

        assertThat(frames()).hasSize(20).contains(new Frame(0, END_STREAM, 19, 10));
        assertThat(buffers).isOne();
    }

    @Test
    void aHeadThatFitsIntoNoFrameGoesOnInOthers() throws Http2Exception {
        String value = "\u007e".repeat(2 * FRAME);

        head(1, ok().add("x-long", value), true);

        List<Frame> frames = frames();
        assertThat(frames).extracting(Frame::type).startsWith(1, 9).doesNotContain(0);
        assertThat(frames).allMatch(frame -> frame.length() <= FRAME);
        assertThat(frames.getFirst().flags()).isEqualTo(END_STREAM);
        assertThat(frames.getLast().flags()).isEqualTo(END_HEADERS);
        assertThat(decoded(frames).get("x-long")).hasToString(value);
    }

    private Http2Headers decoded(List<Frame> frames) throws Http2Exception {
        ByteBuf block = Unpooled.buffer();
        for (Frame frame : frames) {
            written.skipBytes(9);
            block.writeBytes(written, frame.length());
        }
        try {
            return new DefaultHttp2HeadersDecoder(true, 1L << 20).decodeHeaders(1, block);
        } finally {
            block.release();
        }
    }

    @Test
    void muchContentGoesOutInFramesThatTheClientTakes() {
        data(1, 2 * FRAME + 100, true);

        assertThat(frames())
                .containsExactly(
                        new Frame(0, 0, 1, FRAME), new Frame(0, 0, 1, FRAME), new Frame(0, END_STREAM, 1, 100));
    }

    @Test
    void frameOfAnotherKindKeepsItsPlace() {
        head(1, ok(), false);
        writer.writeRstStream(context, 1, 8, context.newPromise());
        data(3, 1, true);
        writer.writePing(context, true, 7, context.newPromise());
        writer.writeWindowUpdate(context, 0, 5, context.newPromise());
        data(5, FRAME, false);
        writer.writeGoAway(context, 5, 0, Unpooled.EMPTY_BUFFER, context.newPromise());

        assertThat(frames()).extracting(Frame::type).containsExactly(1, 3, 0, 6, 8, 0, 7);
    }

    /** Its stream is closed then, and whoever writes is not done with it within the call. */
    @Test
    void aHeadThatIsTheEndIsWrittenWhenItIsOnItsWay() {
        ChannelFuture ending = head(1, ok(), true);
        ChannelFuture going = head(3, ok(), false);
        assertThat(ending.isDone()).isFalse();
        assertThat(going.isSuccess()).isTrue();

        frames();

        assertThat(ending.isSuccess()).isTrue();
    }
}
