package io.steelyard.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.steelyard.proxy.transport.ring.RingDatagramChannel;
import io.steelyard.proxy.transport.ring.RingIoHandler;
import io.steelyard.proxy.transport.ring.RingServerChannel;
import io.steelyard.proxy.transport.ring.RingSocketChannel;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * How the process moves bytes, best first. What sets them apart is all here. docs/decisions/0003-transport.md says why in this
 * order, docs/decisions/0009-own-rings.md why the first is ours.
 */
public enum Transport {
    /** Few system calls, from Linux 6.1 on; containers often forbid it. */
    IO_URING {
        @Override
        Optional<Throwable> obstacle() {
            return Optional.ofNullable(Epoll.unavailabilityCause()).or(RingIoHandler::obstacle);
        }

        @Override
        IoHandlerFactory ioHandler(int mostPipes) {
            return RingIoHandler.newFactory(mostPipes);
        }

        @Override
        ServerSocketChannel newServerSocket(InetAddress address) {
            return RingServerChannel.at(address);
        }

        @Override
        SocketChannel newSocket(InetAddress peer) {
            return RingSocketChannel.towards(peer);
        }

        @Override
        Channel newDatagramSocket() {
            return RingDatagramChannel.open();
        }

        @Override
        ServerSocketChannel adoptServerSocket(int descriptor) {
            return RingServerChannel.adopt(descriptor);
        }

        @Override
        Channel adoptDatagramSocket(int descriptor) {
            return RingDatagramChannel.adopt(descriptor);
        }

        @Override
        SocketChannel adoptSocket(int descriptor) {
            return RingSocketChannel.adopt(descriptor);
        }
    },

    /** Every Linux. */
    EPOLL {
        @Override
        Optional<Throwable> obstacle() {
            return Optional.ofNullable(Epoll.unavailabilityCause());
        }

        @Override
        IoHandlerFactory ioHandler(int mostPipes) {
            return LastingEpoll.newFactory();
        }

        @Override
        ServerSocketChannel newServerSocket(InetAddress address) {
            return new EpollServerSocketChannel();
        }

        @Override
        SocketChannel newSocket(InetAddress peer) {
            return new EpollSocketChannel();
        }

        @Override
        Channel newDatagramSocket() {
            return new EpollDatagramChannel();
        }

        @Override
        ServerSocketChannel adoptServerSocket(int descriptor) {
            return new EpollServerSocketChannel(descriptor);
        }

        @Override
        Channel adoptDatagramSocket(int descriptor) {
            return new EpollDatagramChannel(descriptor);
        }

        @Override
        SocketChannel adoptSocket(int descriptor) {
            return new EpollSocketChannel(descriptor);
        }
    },

    /** Wherever Java runs. */
    NIO {
        @Override
        Optional<Throwable> obstacle() {
            return Optional.empty();
        }

        @Override
        IoHandlerFactory ioHandler(int mostPipes) {
            return NioIoHandler.newFactory();
        }

        @Override
        ServerSocketChannel newServerSocket(InetAddress address) {
            return new NioServerSocketChannel();
        }

        @Override
        SocketChannel newSocket(InetAddress peer) {
            return new NioSocketChannel();
        }

        @Override
        Channel newDatagramSocket() {
            return new NioDatagramChannel();
        }

        @Override
        public boolean handsOver() {
            return false;
        }
    };

    /** Why it cannot be used here; empty when it can. Loads its native library. */
    abstract Optional<Throwable> obstacle();

    /** @param mostPipes of each event loop, for streams that pass within the kernel; only io_uring has any */
    abstract IoHandlerFactory ioHandler(int mostPipes);

    abstract ServerSocketChannel newServerSocket(InetAddress address);

    abstract SocketChannel newSocket(InetAddress peer);

    abstract Channel newDatagramSocket();

    /** Whether listening sockets can go from one process to the next. */
    public boolean handsOver() {
        return true;
    }

    /**
     * Listens on a socket that another process bound and handed over.
     *
     * @throws UnsupportedOperationException where the transport cannot
     */
    ServerSocketChannel adoptServerSocket(int descriptor) {
        throw new UnsupportedOperationException(word() + " cannot listen at " + descriptor);
    }

    /**
     * Takes datagrams at a socket that another process bound and handed over.
     *
     * @throws UnsupportedOperationException where Netty cannot
     */
    Channel adoptDatagramSocket(int descriptor) {
        throw new UnsupportedOperationException(word() + " cannot take datagrams at " + descriptor);
    }

    /**
     * Serves a connection that another process accepted and handed over.
     *
     * @throws UnsupportedOperationException where Netty cannot
     */
    SocketChannel adoptSocket(int descriptor) {
        throw new UnsupportedOperationException(word() + " cannot take connection " + descriptor);
    }

    /** As flags and logs spell it: io_uring, epoll, nio. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
