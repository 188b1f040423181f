package io.steelyard.proxy.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import io.netty.handler.ssl.SslCloseCompletionEvent;

/** Frames, HPACK, the states of streams and flow control of one node, by Netty and with our bounds. */
final class Http2NodeCodec extends Http2ConnectionHandler {
    /** What a list's size counts for a field beside its octets (RFC 9113 section 6.5.2). */
    private static final int OCTETS_PER_FIELD = 32;

    private final Http2Node node;
    private final Http2NodeFrames frames;

    private Http2NodeCodec(
            Http2Node node,
            Http2NodeFrames frames,
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings) {
        super(decoder, encoder, settings);
        this.node = node;
        this.frames = frames;
        gracefulShutdownTimeoutMillis(0);
    }

    static Http2NodeCodec of(
            Http2Node node, Http2Connection connection, Http2NodeFrames frames, HttpLimits limits, int streamWindow) {
        return new Builder(node, connection, frames, limits, streamWindow).build();
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<Http2NodeCodec, Builder> {
        private final Http2Node node;
        private final Http2NodeFrames frames;

        Builder(Http2Node node, Http2Connection connection, Http2NodeFrames frames, HttpLimits limits, int window) {
            this.node = node;
            this.frames = frames;
            connection
                    .remote()
                    .flowController(new DefaultHttp2RemoteFlowController(
                            connection, new UniformStreamByteDistributor(connection)));
            connection(connection);
            initialSettings(Http2Settings.defaultSettings()
                    .pushEnabled(false)
                    .initialWindowSize(window)
                    .maxHeaderListSize(limits.head().octets()
                            + (long) OCTETS_PER_FIELD * limits.head().fields()));
            frameListener(frames);
            encoderIgnoreMaxHeaderListSize(true);
        }

        @Override
        protected Http2NodeCodec build() {
            return super.build();
        }

        @Override
        protected Http2NodeCodec build(
                Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
            return new Http2NodeCodec(node, frames, decoder, encoder, settings);
        }
    }

    /** One answer that its client does not take shall not stop the others. */
    void widen(ChannelHandlerContext context, int streams) {
        try {
            decoder()
                    .flowController()
                    .incrementWindowSize(connection().connectionStream(), streams * Http2CodecUtil.DEFAULT_WINDOW_SIZE);
        } catch (Http2Exception impossible) {
            context.close();
        }
    }

    /** Not by Netty's way, which reads on whatever is told of reading. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        discardSomeReadBytes();
        node.readComplete();
        flush(context);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        super.channelWritabilityChanged(context);
        node.lookForRoom();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        super.userEventTriggered(context, event);
        if (event instanceof SslCloseCompletionEvent) {
            node.cut();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        node.cut();
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext context, boolean outbound, Throwable cause, Http2Exception.StreamException broken) {
        frames.failed(broken.streamId());
        super.onStreamError(context, outbound, cause, broken);
    }
}
