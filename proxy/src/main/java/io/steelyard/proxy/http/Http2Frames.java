package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/** Takes a client's frames to the requests that they belong to, and counts those that belong to none. */
final class Http2Frames extends CountedFrames {
    private final Http2Client client;
    private final Http2Connection connection;
    private final Http2Connection.PropertyKey requests;

    Http2Frames(Http2Client client, Http2Connection connection) {
        this.client = client;
        this.connection = connection;
        this.requests = connection.newKey();
        connection.addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                end(stream);
            }
        });
    }

    private void end(Http2Stream stream) {
        Http2Request ended = stream.removeProperty(requests);
        if (ended != null) {
            ended.closed();
            client.ended();
        }
    }

    /** Null when this stream serves none, or none any more. */
    @Nullable
    Http2Request of(int id) {
        Http2Stream stream = connection.stream(id);
        return stream == null ? null : of(stream);
    }

    /** Null when its stream serves none, or none any more. */
    private @Nullable Http2Request of(Http2Stream stream) {
        return stream.getProperty(requests);
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
            boolean isEnd)
            throws Http2Exception {
        onHeadersRead(context, id, fields, padding, isEnd);
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int id, Http2Headers fields, int padding, boolean isEnd)
            throws Http2Exception {
        Http2Stream stream = connection.stream(id);
        if (stream == null) {
            return;
        }
        Http2Request request = of(stream);
        try {
            if (request == null) {
                begin(stream, fields, isEnd);
            } else if (isEnd) {
                request.takeTrailer(fields);
            } else {
                throw new MalformedRequestException("a trailer that is not the end");
            }
        } catch (MalformedRequestException malformed) {
            throw error(id, malformed);
        }
    }

    private void begin(Http2Stream stream, Http2Headers fields, boolean isEnd) throws MalformedRequestException {
        Http2Request request = client.newRequest(stream);
        stream.setProperty(requests, request);
        request.begin(fields, isEnd);
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean isEnd)
            throws Http2Exception {
        Http2Stream stream = connection.stream(id);
        Http2Request request = stream == null ? null : of(stream);
        if (request == null) {
            return data.readableBytes() + padding;
        }
        if (!data.isReadable() && !isEnd) {
            client.calm().frame();
        }
        try {
            return request.take(data, isEnd) + padding;
        } catch (MalformedRequestException malformed) {
            throw error(id, malformed);
        }
    }

    private static Http2Exception error(int id, MalformedRequestException malformed) {
        return Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, malformed, "malformed request");
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int id, long errorCode) throws Http2Exception {
        calm().reset();
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext context, int id, int more) throws Http2Exception {
        grant(id, more);
        super.onWindowUpdateRead(context, id, more);
    }

    private void grant(int id, int more) {
        if (id == 0) {
            client.grant(more);
            return;
        }
        Http2Request request = of(id);
        if (request != null) {
            request.grant(more);
        }
    }

    @Override
    Calm calm() {
        return client.calm();
    }

    @Override
    void flooded(Http2Exception flood) {
        client.failed(flood);
    }
}
