package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DecoratingHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.util.ArrayDeque;

/**
 * Puts the frames of answers behind each other in one buffer until it is told to pass them on. Netty's own writer passes
 * each on in two buffers with a promise of their own, which costs more than all else that small answers need. The other
 * kinds of frames are Netty's, in their place among those.
 *
 * A frame counts as written when it is here, but for a head that ends its stream: what becomes of the connection is told
 * by the connection.
 */
final class Http2Writer extends DecoratingHttp2FrameWriter {
    private static final int FRAME_HEADER = Http2CodecUtil.FRAME_HEADER_LENGTH;
    private static final int LEAST = 512;
    private static final int MOST = 16 * 1024;
    /** Larger content goes on in the buffer that it came in. */
    private static final int COPIED = 4096;

    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    private final Http2HeadersEncoder fields;
    private ByteBuf gathered = Unpooled.EMPTY_BUFFER;
    /** How much was gathered last: much is likely to be followed by as much. */
    private int latest = LEAST;

    /** Of heads that end their streams: those are over when the octets are on their way, and not within the call. */
    private final ArrayDeque<ChannelPromise> endings = new ArrayDeque<>();

    private boolean closed;

    private Http2Writer(Http2HeadersEncoder fields) {
        super(new DefaultHttp2FrameWriter(fields));
        this.fields = fields;
    }

    static Http2Writer create() {
        // The client's limit of a head is advice (RFC 9113 section 6.5.2), and a node's answer is as long as it is.
        return new Http2Writer(new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.NEVER_SENSITIVE, true));
    }

    /** Passes on what was gathered; somebody else flushes. */
    void pass(ChannelHandlerContext context) {
        ByteBuf all = gathered;
        if (all.isReadable()) {
            gathered = Unpooled.EMPTY_BUFFER;
            latest = all.readableBytes();
            context.write(all, context.voidPromise());
            for (ChannelPromise each = endings.poll(); each != null; each = endings.poll()) {
                each.setSuccess();
            }
        }
    }

    @Override
    public ChannelFuture writeHeaders(
            ChannelHandlerContext context,
            int id,
            Http2Headers head,
            int padding,
            boolean isEnd,
            ChannelPromise promise) {
        if (closed || padding > 0) {
            pass(context);
            return super.writeHeaders(context, id, head, padding, isEnd, promise);
        }
        ByteBuf out = room(context, LEAST);
        int start = out.writerIndex();
        out.writeZero(FRAME_HEADER);
        try {
            fields.encodeHeaders(id, head, out);
        } catch (Http2Exception | RuntimeException unencodable) {
            out.writerIndex(start);
            return promise.setFailure(unencodable);
        }
        frameHead(out, start, id, isEnd ? END_STREAM : 0);
        if (isEnd) {
            endings.add(promise);
            return promise;
        }
        return promise.setSuccess();
    }

    /** What does not fit into one frame goes on in others (RFC 9113 section 6.10). */
    private void frameHead(ByteBuf out, int start, int id, int flags) {
        int length = out.writerIndex() - start - FRAME_HEADER;
        int most = configuration().frameSizePolicy().maxFrameSize();
        if (length <= most) {
            frame(out, start, length, Http2FrameTypes.HEADERS, flags | END_HEADERS, id);
            return;
        }
        frame(out, start, most, Http2FrameTypes.HEADERS, flags, id);
        int from = start + FRAME_HEADER + most;
        ByteBuf rest = out.copy(from, length - most);
        out.writerIndex(from);
        while (rest.isReadable()) {
            int next = Math.min(most, rest.readableBytes());
            int at = out.writerIndex();
            out.writeZero(FRAME_HEADER).writeBytes(rest, next);
            frame(out, at, next, Http2FrameTypes.CONTINUATION, rest.isReadable() ? 0 : END_HEADERS, id);
        }
        rest.release();
    }

    @Override
    public ChannelFuture writeData(
            ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean isEnd, ChannelPromise promise) {
        if (closed || padding > 0) {
            pass(context);
            return super.writeData(context, id, data, padding, isEnd, promise);
        }
        int most = configuration().frameSizePolicy().maxFrameSize();
        while (data.readableBytes() > most) {
            data(context, id, data.readRetainedSlice(most), 0);
        }
        data(context, id, data, isEnd ? END_STREAM : 0);
        return promise.setSuccess();
    }

    /** One frame; takes over {@code content}. */
    private void data(ChannelHandlerContext context, int id, ByteBuf content, int flags) {
        int length = content.readableBytes();
        boolean copied = length <= COPIED;
        ByteBuf out = room(context, FRAME_HEADER + (copied ? length : 0));
        int start = out.writerIndex();
        out.writeZero(FRAME_HEADER);
        frame(out, start, length, Http2FrameTypes.DATA, flags, id);
        if (copied) {
            out.writeBytes(content);
            content.release();
        } else {
            pass(context);
            context.write(content, context.voidPromise());
        }
    }

    /** RFC 9113 section 4.1. */
    private static void frame(ByteBuf out, int at, int length, byte type, int flags, int id) {
        out.setMedium(at, length);
        out.setByte(at + 3, type);
        out.setByte(at + 4, flags);
        out.setInt(at + 5, id);
    }

    /** Where so many octets have room. */
    private ByteBuf room(ChannelHandlerContext context, int octets) {
        if (gathered.writableBytes() < octets) {
            pass(context);
            gathered = context.alloc().directBuffer(Math.clamp(2L * Math.max(latest, octets), LEAST, MOST));
        }
        return gathered;
    }

    @Override
    public ChannelFuture writeRstStream(ChannelHandlerContext context, int id, long error, ChannelPromise promise) {
        pass(context);
        return super.writeRstStream(context, id, error, promise);
    }

    @Override
    public ChannelFuture writeSettingsAck(ChannelHandlerContext context, ChannelPromise promise) {
        pass(context);
        return super.writeSettingsAck(context, promise);
    }

    @Override
    public ChannelFuture writePing(ChannelHandlerContext context, boolean ack, long data, ChannelPromise promise) {
        pass(context);
        return super.writePing(context, ack, data, promise);
    }

    @Override
    public ChannelFuture writeGoAway(
            ChannelHandlerContext context, int last, long error, ByteBuf why, ChannelPromise promise) {
        pass(context);
        return super.writeGoAway(context, last, error, why, promise);
    }

    @Override
    public ChannelFuture writeWindowUpdate(ChannelHandlerContext context, int id, int more, ChannelPromise promise) {
        pass(context);
        return super.writeWindowUpdate(context, id, more, promise);
    }

    @Override
    public void close() {
        closed = true;
        gathered.release();
        gathered = Unpooled.EMPTY_BUFFER;
        endings.clear();
        super.close();
    }
}
