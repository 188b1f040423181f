package io.steelyard.proxy.transport;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.Locale;
import java.util.Optional;

/**
 * How the process moves bytes, best first. What sets them apart is all here, so that another one (own io_uring loops)
 * has one place to come in; docs/decisions/0003-transport.md has the figures and what each can do with descriptors.
 */
public enum Transport {
    /** Few system calls; containers often forbid it. */
    IO_URING {
        {
            // With polls that stay armed Netty 4.2.18 never tells of a reset that arrives together with the last data.
            if (System.getProperty(STANDING_POLLS) == null) {
                System.setProperty(STANDING_POLLS, "false");
            }
        }

        @Override
        Optional<Throwable> obstacle() {
            return Optional.ofNullable(IoUring.unavailabilityCause());
        }

        @Override
        IoHandlerFactory ioHandler() {
            return IoUringIoHandler.newFactory();
        }

        @Override
        ServerSocketChannel newServerSocket() {
            return new IoUringServerSocketChannel();
        }

        @Override
        SocketChannel newSocket() {
            return new IoUringSocketChannel();
        }

        @Override
        DatagramChannel newDatagramSocket() {
            return new IoUringDatagramChannel();
        }

        @Override
        DatagramChannel adoptDatagramSocket(int descriptor) {
            return new IoUringDatagramChannel(descriptor);
        }
    },

    /** Every Linux. */
    EPOLL {
        @Override
        Optional<Throwable> obstacle() {
            return Optional.ofNullable(Epoll.unavailabilityCause());
        }

        @Override
        IoHandlerFactory ioHandler() {
            return EpollIoHandler.newFactory();
        }

        @Override
        ServerSocketChannel newServerSocket() {
            return new EpollServerSocketChannel();
        }

        @Override
        SocketChannel newSocket() {
            return new EpollSocketChannel();
        }

        @Override
        DatagramChannel newDatagramSocket() {
            return new EpollDatagramChannel();
        }

        @Override
        Optional<ServerSocketChannel> adoptServerSocket(int descriptor) {
            return Optional.of(new EpollServerSocketChannel(descriptor));
        }

        @Override
        DatagramChannel adoptDatagramSocket(int descriptor) {
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
        IoHandlerFactory ioHandler() {
            return NioIoHandler.newFactory();
        }

        @Override
        ServerSocketChannel newServerSocket() {
            return new NioServerSocketChannel();
        }

        @Override
        SocketChannel newSocket() {
            return new NioSocketChannel();
        }

        @Override
        DatagramChannel newDatagramSocket() {
            return new NioDatagramChannel();
        }

        @Override
        public boolean handsOver() {
            return false;
        }
    };

    /** Read once, when Netty's classes for io_uring are loaded. */
    private static final String STANDING_POLLS = "io.netty.iouring.pollAddMultishotEnabled";

    /** Why it cannot be used here; empty when it can. Loads its native library. */
    abstract Optional<Throwable> obstacle();

    abstract IoHandlerFactory ioHandler();

    abstract ServerSocketChannel newServerSocket();

    abstract SocketChannel newSocket();

    abstract DatagramChannel newDatagramSocket();

    /** Whether listening sockets can go from one process to the next. */
    public boolean handsOver() {
        return true;
    }

    /** Listens on a socket that another process bound and handed over; empty where Netty has no way to make one. */
    Optional<ServerSocketChannel> adoptServerSocket(int descriptor) {
        return Optional.empty();
    }

    /**
     * Takes datagrams at a socket that another process bound and handed over.
     *
     * @throws UnsupportedOperationException where Netty cannot
     */
    DatagramChannel adoptDatagramSocket(int descriptor) {
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
