package io.steelyard.proxy.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A node that speaks HTTP/2 by prior knowledge, as Netty does, and does with a request what its path says. */
final class Http2TestNode implements AutoCloseable {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Http2Headers> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Channel listening;

    private Http2TestNode(int streams) throws InterruptedException {
        listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        connections.incrementAndGet();
                        accepted.pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forServer()
                                                .initialSettings(Http2Settings.defaultSettings()
                                                        .maxConcurrentStreams(streams))
                                                .build(),
                                        new Http2MultiplexHandler(new ChannelInitializer<>() {
                                            @Override
                                            protected void initChannel(Channel stream) {
                                                stream.pipeline().addLast(new Serving());
                                            }
                                        }));
                    }
                })
                .bind(InetAddress.ofLiteral("127.77.0.4"), 0)
                .sync()
                .channel();
    }

    static Http2TestNode start() throws InterruptedException {
        return new Http2TestNode(100);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    List<Http2Headers> requests() {
        return requests;
    }

    int connections() {
        return connections.get();
    }

    private final class Serving extends ChannelInboundHandlerAdapter {
        private String path = "";

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Http2HeadersFrame head && head.headers().path() != null) {
                path = head.headers().path().toString();
                requests.add(head.headers());
                begin(context, head.isEndStream());
            } else if (message instanceof Http2HeadersFrame trailer) {
                requests.add(trailer.headers());
                end(context);
            } else if (message instanceof Http2DataFrame data) {
                context.write(new DefaultHttp2DataFrame(data.content().retain()));
                if (data.isEndStream()) {
                    end(context);
                }
                context.flush();
            }
            ReferenceCountUtil.release(message);
        }

        private void begin(ChannelHandlerContext context, boolean isEnd) {
            boolean first = requests.size() == 1;
            switch (path) {
                case "/refuse-once" -> {
                    if (first) {
                        context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM));
                        return;
                    }
                    answer(context, isEnd);
                }
                case "/reset" -> context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
                case "/trailers-only" ->
                    context.writeAndFlush(new DefaultHttp2HeadersFrame(
                            new DefaultHttp2Headers().status("200").add("grpc-status", "12"), true));
                case "/data-first" ->
                    context.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(new byte[] {1}), true));
                case "/connection" ->
                    context.writeAndFlush(new DefaultHttp2HeadersFrame(
                            new DefaultHttp2Headers(false).status("200").add("connection", "close"), true));
                case "/large-head" ->
                    context.writeAndFlush(new DefaultHttp2HeadersFrame(
                            new DefaultHttp2Headers().status("200").add("x-large", "x".repeat(100_000)), true));
                default -> answer(context, isEnd);
            }
        }

        private void answer(ChannelHandlerContext context, boolean isEnd) {
            context.writeAndFlush(new DefaultHttp2HeadersFrame(
                    new DefaultHttp2Headers().status("200").add("content-type", "application/grpc"), false));
            if (isEnd) {
                end(context);
            }
        }

        private static void end(ChannelHandlerContext context) {
            context.writeAndFlush(
                    new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().add("grpc-status", "0"), true));
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
