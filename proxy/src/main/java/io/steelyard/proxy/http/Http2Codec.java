package io.steelyard.proxy.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import org.jspecify.annotations.Nullable;

/**
 * Frames, HPACK, the states of streams and flow control of one client, by Netty and with our bounds. What it reads goes to
 * the client's {@link Http2Frames}; what it cannot go on with goes to the {@link Http2Client}.
 */
final class Http2Codec extends Http2ConnectionHandler {
    /** What a list's size counts for a field beside its octets (RFC 9113 section 6.5.2). */
    private static final int OCTETS_PER_FIELD = 32;

    /** CONTINUATION frames of a few octets in a row. */
    private static final int MOST_SMALL_CONTINUATIONS = 16;

    private final Http2Client client;
    private final Http2Writer writer;

    private Http2Codec(
            Http2Client client,
            Http2Writer writer,
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings) {
        super(decoder, encoder, settings);
        this.client = client;
        this.writer = writer;
    }

    static Http2Codec of(Http2Client client, Http2Connection connection, Http2Frames frames, HttpLimits limits) {
        return new Builder(client, connection, frames, limits).build();
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<Http2Codec, Builder> {
        private final Http2Client client;
        private final Http2Writer writer = Http2Writer.create();

        Builder(Http2Client client, Http2Connection connection, Http2Frames frames, HttpLimits limits) {
            this.client = client;
            connection
                    .remote()
                    .flowController(new DefaultHttp2RemoteFlowController(
                            connection, new UniformStreamByteDistributor(connection)));
            connection.remote().maxActiveStreams(limits.http2().streams());
            long headSize = limits.head().octets()
                    + (long) OCTETS_PER_FIELD * limits.head().fields();
            initialSettings(Http2Settings.defaultSettings()
                    .maxConcurrentStreams(limits.http2().streams())
                    .initialWindowSize(limits.http2().streamWindow())
                    .maxHeaderListSize(headSize)
                    .connectProtocolEnabled(client.takesWebSockets()));
            frameListener(frames);
            // Counted by Calm, which knows what else a client does.
            decoderEnforceMaxRstFramesPerWindow(0, 1);
            encoderEnforceMaxRstFramesPerWindow(0, 1);
            Http2ConnectionEncoder encoder = new DefaultHttp2ConnectionEncoder(connection, writer);
            codec(
                    new DefaultHttp2ConnectionDecoder(
                            connection,
                            encoder,
                            new DefaultHttp2FrameReader(
                                    new DefaultHttp2HeadersDecoder(true, headSize), MOST_SMALL_CONTINUATIONS)),
                    encoder);
        }

        @Override
        protected Http2Codec build() {
            return super.build();
        }

        @Override
        protected Http2Codec build(
                Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
            return new Http2Codec(client, writer, decoder, encoder, settings);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        client.readBegins();
        super.channelRead(context, message);
    }

    /** Not by Netty's way, which reads on whatever is told of reading. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        discardSomeReadBytes();
        client.readComplete();
        flush(context);
    }

    /** As Netty's, and with what was gathered before. */
    @Override
    public void flush(ChannelHandlerContext context) {
        try {
            encoder().flowController().writePendingBytes();
            writer.pass(context);
            context.flush();
        } catch (Http2Exception | RuntimeException broken) {
            onError(context, true, broken);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        super.channelWritabilityChanged(context);
        client.adjustReading();
        client.lookForRoom();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        client.close();
    }

    /** Whoever says no more gives no more window either, so the end of what it says is its end. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        super.userEventTriggered(context, event);
        if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            client.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        client.failed(cause);
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext context, boolean outbound, Throwable cause, @Nullable Http2Exception broken) {
        client.failed(broken == null ? cause : broken);
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext context, boolean outbound, Throwable cause, Http2Exception.StreamException broken) {
        client.streamFails(broken.streamId(), broken);
        super.onStreamError(context, outbound, cause, broken);
        client.streamFailed();
    }
}
