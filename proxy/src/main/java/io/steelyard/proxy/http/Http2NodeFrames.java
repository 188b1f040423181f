package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.steelyard.proxy.ProxyFailure;
import org.jspecify.annotations.Nullable;

/** Takes a node's frames to the requests that they answer, and counts those that answer none. */
final class Http2NodeFrames extends CountedFrames {
    private final Http2Node node;
    private final Http2Connection connection;
    private final Http2Connection.PropertyKey streams;
    /** The last one that the node says it dealt with. */
    private int lastTaken = Integer.MAX_VALUE;

    Http2NodeFrames(Http2Node node, Http2Connection connection) {
        this.node = node;
        this.connection = connection;
        this.streams = connection.newKey();
        connection.addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                end(stream, stream.id() > lastTaken);
            }

            @Override
            public void onGoAwayReceived(int last, long error, ByteBuf why) {
                lastTaken = Math.min(lastTaken, last);
                node.leave();
            }
        });
    }

    void attach(Http2Stream stream, Http2NodeStream served) {
        stream.setProperty(streams, served);
    }

    private void end(Http2Stream stream, boolean unprocessed) {
        Http2NodeStream served = stream.removeProperty(streams);
        if (served != null) {
            served.closed(unprocessed, ProxyFailure.NODE_RESET);
        }
    }

    /** What it says breaks the protocol. */
    void failed(int id) {
        Http2Stream stream = connection.stream(id);
        Http2NodeStream served = stream == null ? null : stream.removeProperty(streams);
        if (served != null) {
            served.closed(false, ProxyFailure.INVALID_ANSWER);
        }
    }

    private @Nullable Http2NodeStream of(int id) {
        Http2Stream stream = connection.stream(id);
        return stream == null ? null : stream.getProperty(streams);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int id,
            Http2Headers fields,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean isEnd) {
        onHeadersRead(context, id, fields, padding, isEnd);
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int id, Http2Headers fields, int padding, boolean isEnd) {
        Http2NodeStream served = of(id);
        if (served != null) {
            served.take(fields, isEnd);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean isEnd)
            throws Http2Exception {
        if (!data.isReadable() && !isEnd) {
            node.calm().frame();
        }
        Http2NodeStream served = of(id);
        return served == null ? data.readableBytes() + padding : served.take(data, padding, isEnd);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int id, long errorCode) throws Http2Exception {
        calm().reset();
        Http2Stream stream = connection.stream(id);
        if (stream != null) {
            end(stream, errorCode == Http2Error.REFUSED_STREAM.code());
        }
    }

    @Override
    Calm calm() {
        return node.calm();
    }

    @Override
    void flooded(Http2Exception flood) {
        node.cut();
    }
}
