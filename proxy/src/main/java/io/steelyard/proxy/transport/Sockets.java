package io.steelyard.proxy.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.steelyard.proxy.transport.ring.RingSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/**
 * The process's sockets: event loops of one {@link Transport}, and how to listen and connect on them. The only place
 * that sets socket options.
 */
public final class Sockets implements AutoCloseable {
    /** How often every loop is woken. */
    public static final Duration TICK = LoopTicks.PERIOD;

    /** Pipes of each loop, where nothing else is said: what they hold is 64 MiB at most. */
    public static final int MOST_PIPES = 64;

    private static final ChannelOption<Boolean> PORTABLE_QUICKACK =
            NioChannelOption.of(ExtendedSocketOptions.TCP_QUICKACK);

    /** The kernel caps it at net.core.somaxconn. */
    private static final int BACKLOG = 4096;

    private static final int STOP_LIMIT_SECONDS = 5;

    /** What is longer would be cut off unseen. */
    private static final int MAX_DATAGRAM = 65_536;

    private final Transport transport;
    private final LoopGroup group;
    private final LoopTicks ticks;

    private Sockets(Transport transport, LoopGroup group) {
        this.transport = transport;
        this.group = group;
        this.ticks = new LoopTicks(group.loops());
    }

    /** @param loops threads, at least 1 */
    public static Sockets open(Transport transport, int loops) {
        return open(transport, loops, MOST_PIPES);
    }

    /**
     * @param loops threads, at least 1
     * @param mostPipes that each loop may have at once, with two descriptors each, for {@link #pipe}; 0 for none
     */
    public static Sockets open(Transport transport, int loops, int mostPipes) {
        return new Sockets(transport, new LoopGroup(loops, LoopTicks.woken(transport.ioHandler(mostPipes))));
    }

    public Transport transport() {
        return transport;
    }

    /** Every event loop, always in the same order. */
    public List<EventLoop> loops() {
        return List.copyOf(group.loops());
    }

    /** @param work runs on one of the {@link #loops} once in {@link #TICK} */
    public void onTick(EventLoop loop, Runnable work) {
        ((CountedLoop) loop).onTick(work);
    }

    /** Open sockets, listening ones included. */
    public int openSockets() {
        return group.sockets();
    }

    /**
     * Listens, alone: SO_REUSEPORT stays off, since with it a second service could take half of the traffic unseen. The
     * backlog fills from now on, but nothing is accepted before {@link Channel#config()} turns reading on.
     *
     * @param accepted prepares an accepted channel, on its own event loop
     * @return done when the socket listens, or failed with the system's reason
     */
    public ChannelFuture listen(InetSocketAddress address, ChannelInitializer<SocketChannel> accepted) {
        return listening(() -> transport.newServerSocket(address.getAddress()), accepted)
                .bind(address);
    }

    /**
     * Listens on a socket that another process bound and handed over, which is this one's from now on. Nothing is
     * accepted before {@link Channel#config()} turns reading on.
     *
     * @return done when it may be turned on
     */
    public ChannelFuture listen(int descriptor, ChannelInitializer<SocketChannel> accepted) {
        ServerSocketChannel adopted = transport.adoptServerSocket(descriptor);
        return listening(() -> adopted, accepted).register();
    }

    /**
     * Serves a connection that another process accepted and handed over, which is this one's from now on.
     *
     * @throws UnsupportedOperationException where the transport cannot
     */
    public ChannelFuture adopt(int descriptor, ChannelHandler handler) {
        SocketChannel channel = transport.adoptSocket(descriptor);
        channel.config().setAllocator(PooledByteBufAllocator.DEFAULT);
        channel.config().setTcpNoDelay(true).setAllowHalfClosure(true);
        channel.pipeline().addLast(handler);
        return group.register(channel);
    }

    private ServerBootstrap listening(
            ChannelFactory<ServerSocketChannel> socket, ChannelInitializer<SocketChannel> accepted) {
        return new ServerBootstrap()
                .group(group)
                .channelFactory(socket)
                // Else connections of before in TIME_WAIT would keep the port from a restarted process.
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childHandler(accepted);
    }

    /**
     * Connects from {@code loop}, which must be the calling thread's. There is no time limit here: who asked closes the
     * channel when it has waited long enough.
     *
     * @param handler becomes the channel's only handler
     * @throws io.netty.channel.ChannelException when no socket can be made
     */
    public ChannelFuture connect(EventLoop loop, InetSocketAddress address, boolean autoRead, ChannelHandler handler) {
        SocketChannel channel = transport.newSocket(address.getAddress());
        channel.config().setConnectTimeoutMillis(0).setAutoRead(autoRead).setAllocator(PooledByteBufAllocator.DEFAULT);
        channel.config().setTcpNoDelay(true).setAllowHalfClosure(true);
        channel.pipeline().addLast(handler);
        loop.register(channel);
        return channel.connect(address);
    }

    /** Says that a connection is closed as soon as what is written next is sent; some transports make use of it. */
    public static void endSoon(Channel connection) {
        if (connection instanceof RingSocketChannel ring) {
            ring.endSoon();
        }
    }

    /** Has a connection end with a reset when it is closed, so that nobody takes what was cut for whole; nothing when it is closed already. */
    public static void resetAtEnd(SocketChannel connection) {
        try {
            connection.config().setSoLinger(0);
        } catch (ChannelException closedAlready) {
            // There is nothing to reset.
        }
    }

    /** Acknowledges now what has come, though nothing is there to be sent with it; not lasting (TCP_QUICKACK, tcp(7)). */
    public static void acknowledge(Channel connection) {
        if (!connection.config().setOption(EpollChannelOption.TCP_QUICKACK, true)) {
            connection.config().setOption(PORTABLE_QUICKACK, true);
        }
    }

    /**
     * Lets a long stream from one connection to another of the same loop pass within the kernel, where the transport can. What is
     * read is {@link io.steelyard.proxy.transport.ring.Piped} then; only whoever is able to write it on may ask for it.
     */
    public static void pipe(Channel from, Channel to) {
        if (from instanceof RingSocketChannel source && to instanceof RingSocketChannel sink) {
            source.pipeTo(sink);
        }
    }

    /**
     * Takes datagrams of an address, alone: neither SO_REUSEADDR nor SO_REUSEPORT, since with either a second process could
     * take the address over. Nothing is read before {@link Channel#config()} turns reading on.
     *
     * @param handler becomes the channel's only handler
     * @return done when the address is bound, or failed with the system's reason
     */
    public ChannelFuture listenDatagrams(InetSocketAddress address, ChannelHandler handler) {
        Channel channel = datagramSocket(handler);
        channel.config().setAutoRead(false);
        group.register(channel);
        return channel.bind(address);
    }

    /**
     * Takes datagrams at a socket that another process bound and handed over, which is this one's from now on. Nothing is
     * read before {@link Channel#config()} turns reading on.
     *
     * @param handler becomes the channel's only handler
     * @throws UnsupportedOperationException where the transport cannot
     */
    public ChannelFuture listenDatagrams(int descriptor, ChannelHandler handler) {
        Channel channel = prepared(transport.adoptDatagramSocket(descriptor), handler);
        channel.config().setAutoRead(false);
        return group.register(channel);
    }

    /**
     * Opens a socket that exchanges datagrams with one address, from {@code loop}, which must be the calling thread's.
     *
     * @param handler becomes the channel's only handler
     * @throws io.netty.channel.ChannelException when no socket can be made
     */
    public ChannelFuture connectDatagrams(EventLoop loop, InetSocketAddress address, ChannelHandler handler) {
        Channel channel = datagramSocket(handler);
        loop.register(channel);
        return channel.connect(address);
    }

    private Channel datagramSocket(ChannelHandler handler) {
        return prepared(transport.newDatagramSocket(), handler);
    }

    private static Channel prepared(Channel channel, ChannelHandler handler) {
        channel.config().setAllocator(PooledByteBufAllocator.DEFAULT);
        channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(MAX_DATAGRAM));
        channel.pipeline().addLast(handler);
        return channel;
    }

    /** Ends the loops; whatever is open is closed. */
    @Override
    public void close() {
        group.shutdownGracefully(0, STOP_LIMIT_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(STOP_LIMIT_SECONDS + 1, TimeUnit.SECONDS);
        ticks.close();
    }
}
