package io.steelyard.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.steelyard.proxy.TestBalancer;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written in pieces of every kind arrives as one stream. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
record PiecesTest(Transport transport) {
    private static final int PIECES = 3000;

    @ParameterizedTest
    @ValueSource(longs = {1, 20101130})
    void piecesOfEveryKindArriveInTheirOrder(long seed) throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (Sockets sockets = Sockets.open(transport, 1)) {
            Channel listening = sockets.listen(
                            TestBalancer.freeAddress(), new Accepting(new Talker(new Random(seed), written)))
                    .sync()
                    .channel();
            listening.config().setAutoRead(true);
            try (Socket client = new Socket()) {
                client.setReceiveBufferSize(16 * 1024);
                client.connect((InetSocketAddress) listening.localAddress());

                byte[] received = client.getInputStream().readAllBytes();

                assertThat(received).isEqualTo(written.toByteArray());
            }
        }
    }

    private static final class Accepting extends ChannelInitializer<SocketChannel> {
        private final Talker talker;

        Accepting(Talker talker) {
            this.talker = talker;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            channel.pipeline().addLast(talker);
        }
    }

    /** Writes as fast as it may, then ends. */
    private static final class Talker extends ChannelInboundHandlerAdapter {
        private final Random random;
        private final ByteArrayOutputStream written;
        private int pieces;

        Talker(Random random, ByteArrayOutputStream written) {
            this.random = random;
            this.written = written;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            talk(context);
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            talk(context);
        }

        private void talk(ChannelHandlerContext context) {
            while (context.channel().isWritable() && pieces < PIECES) {
                for (int i = random.nextInt(100); i >= 0 && pieces < PIECES; i--) {
                    pieces++;
                    context.write(piece(context.alloc()));
                }
                context.flush();
            }
            if (pieces == PIECES) {
                pieces++;
                context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> context.close());
            }
        }

        private ByteBuf piece(ByteBufAllocator buffers) {
            return switch (random.nextInt(5)) {
                case 0 -> octets(buffers.heapBuffer());
                case 1 -> Unpooled.EMPTY_BUFFER;
                case 2 -> slice(octets(buffers.directBuffer()));
                case 3 ->
                    buffers.compositeBuffer()
                            .addComponent(true, octets(buffers.directBuffer()))
                            .addComponent(true, octets(buffers.directBuffer()));
                default -> octets(buffers.directBuffer());
            };
        }

        private ByteBuf octets(ByteBuf empty) {
            byte[] octets = new byte[random.nextInt(3000)];
            random.nextBytes(octets);
            written.writeBytes(octets);
            return empty.writeBytes(octets);
        }

        /** The same, as a part of something longer. */
        private static ByteBuf slice(ByteBuf octets) {
            ByteBuf longer = octets.alloc()
                    .directBuffer()
                    .writeLong(0)
                    .writeBytes(octets)
                    .writeLong(0);
            try {
                return longer.retainedSlice(8, octets.writerIndex());
            } finally {
                longer.release();
                octets.release();
            }
        }
    }
}
