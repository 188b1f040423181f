package io.steelyard.proxy.transport.ring;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.MessageSizeEstimator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.SocketChannelConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of a {@link RingSocketChannel}; those of the system are set at once. */
final class RingSocketConfig extends DefaultChannelConfig implements SocketChannelConfig {
    private static final MessageSizeEstimator.Handle SIZE = Piped::octets;
    private static final MessageSizeEstimator OCTETS = () -> SIZE;

    private final RingSocketChannel channel;
    private boolean tcpNoDelay;
    private boolean allowHalfClosure;

    RingSocketConfig(RingSocketChannel channel, boolean tcpNoDelay) {
        super(channel);
        this.channel = channel;
        this.tcpNoDelay = tcpNoDelay;
        super.setMessageSizeEstimator(OCTETS);
    }

    @Override
    public Map<ChannelOption<?>, Object> getOptions() {
        return getOptions(
                super.getOptions(),
                ChannelOption.TCP_NODELAY,
                ChannelOption.SO_KEEPALIVE,
                ChannelOption.SO_LINGER,
                ChannelOption.ALLOW_HALF_CLOSURE);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T getOption(ChannelOption<T> option) {
        if (option == ChannelOption.TCP_NODELAY) {
            return (T) Boolean.valueOf(tcpNoDelay);
        }
        if (option == ChannelOption.SO_KEEPALIVE) {
            return (T) Boolean.valueOf(isKeepAlive());
        }
        if (option == ChannelOption.SO_LINGER) {
            return (T) Integer.valueOf(getSoLinger());
        }
        return option == ChannelOption.ALLOW_HALF_CLOSURE
                ? (T) Boolean.valueOf(allowHalfClosure)
                : super.getOption(option);
    }

    @Override
    public <T> boolean setOption(ChannelOption<T> option, T value) {
        if (option == ChannelOption.TCP_NODELAY) {
            setTcpNoDelay((Boolean) value);
        } else if (option == ChannelOption.SO_KEEPALIVE) {
            setKeepAlive((Boolean) value);
        } else if (option == ChannelOption.SO_LINGER) {
            setSoLinger((Integer) value);
        } else if (option == ChannelOption.ALLOW_HALF_CLOSURE) {
            setAllowHalfClosure((Boolean) value);
        } else if (option == EpollChannelOption.TCP_QUICKACK) {
            channel.setOption(Libc.IPPROTO_TCP, Libc.TCP_QUICKACK, (Boolean) value ? 1 : 0);
        } else {
            return super.setOption(option, value);
        }
        return true;
    }

    @Override
    public boolean isTcpNoDelay() {
        return tcpNoDelay;
    }

    /** Costs a call of the system only where it changes something: an accepted socket has what its listener had. */
    @Override
    public RingSocketConfig setTcpNoDelay(boolean tcpNoDelay) {
        if (tcpNoDelay != this.tcpNoDelay) {
            this.tcpNoDelay = tcpNoDelay;
            channel.setOption(Libc.IPPROTO_TCP, Libc.TCP_NODELAY, tcpNoDelay ? 1 : 0);
        }
        return this;
    }

    @Override
    public int getSoLinger() {
        return channel.option(Libc.SOL_SOCKET, Libc.SO_LINGER);
    }

    /** @param soLinger seconds; 0 for a reset at the end; negative for off */
    @Override
    public RingSocketConfig setSoLinger(int soLinger) {
        channel.setOption(Libc.SOL_SOCKET, Libc.SO_LINGER, soLinger < 0 ? 0 : 1, Math.max(0, soLinger));
        return this;
    }

    @Override
    public boolean isAllowHalfClosure() {
        return allowHalfClosure;
    }

    @Override
    public RingSocketConfig setAllowHalfClosure(boolean allowHalfClosure) {
        this.allowHalfClosure = allowHalfClosure;
        return this;
    }

    @Override
    protected void autoReadCleared() {
        channel.stopReading();
    }

    @Override
    public int getSendBufferSize() {
        return channel.option(Libc.SOL_SOCKET, Libc.SO_SNDBUF);
    }

    @Override
    public RingSocketConfig setSendBufferSize(int sendBufferSize) {
        channel.setOption(Libc.SOL_SOCKET, Libc.SO_SNDBUF, sendBufferSize);
        return this;
    }

    @Override
    public int getReceiveBufferSize() {
        return channel.option(Libc.SOL_SOCKET, Libc.SO_RCVBUF);
    }

    @Override
    public RingSocketConfig setReceiveBufferSize(int receiveBufferSize) {
        channel.setOption(Libc.SOL_SOCKET, Libc.SO_RCVBUF, receiveBufferSize);
        return this;
    }

    @Override
    public boolean isKeepAlive() {
        return channel.option(Libc.SOL_SOCKET, Libc.SO_KEEPALIVE) != 0;
    }

    @Override
    public RingSocketConfig setKeepAlive(boolean keepAlive) {
        channel.setOption(Libc.SOL_SOCKET, Libc.SO_KEEPALIVE, keepAlive ? 1 : 0);
        return this;
    }

    @Override
    public boolean isReuseAddress() {
        return channel.option(Libc.SOL_SOCKET, Libc.SO_REUSEADDR) != 0;
    }

    @Override
    public RingSocketConfig setReuseAddress(boolean reuseAddress) {
        channel.setOption(Libc.SOL_SOCKET, Libc.SO_REUSEADDR, reuseAddress ? 1 : 0);
        return this;
    }

    @Override
    public int getTrafficClass() {
        return channel.option(Libc.IPPROTO_IP, Libc.IP_TOS);
    }

    @Override
    public RingSocketConfig setTrafficClass(int trafficClass) {
        channel.setOption(Libc.IPPROTO_IP, Libc.IP_TOS, trafficClass);
        return this;
    }

    /** Linux knows none. */
    @Override
    public RingSocketConfig setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
        return this;
    }

    @Override
    public RingSocketConfig setConnectTimeoutMillis(int connectTimeoutMillis) {
        super.setConnectTimeoutMillis(connectTimeoutMillis);
        return this;
    }

    @Override
    public RingSocketConfig setMaxMessagesPerRead(int maxMessagesPerRead) {
        super.setMaxMessagesPerRead(maxMessagesPerRead);
        return this;
    }

    @Override
    public RingSocketConfig setWriteSpinCount(int writeSpinCount) {
        super.setWriteSpinCount(writeSpinCount);
        return this;
    }

    @Override
    public RingSocketConfig setAllocator(ByteBufAllocator allocator) {
        super.setAllocator(allocator);
        return this;
    }

    @Override
    public RingSocketConfig setRecvByteBufAllocator(RecvByteBufAllocator allocator) {
        super.setRecvByteBufAllocator(allocator);
        return this;
    }

    @Override
    public RingSocketConfig setAutoRead(boolean autoRead) {
        super.setAutoRead(autoRead);
        return this;
    }

    @Override
    public RingSocketConfig setAutoClose(boolean autoClose) {
        super.setAutoClose(autoClose);
        return this;
    }

    @Override
    public RingSocketConfig setMessageSizeEstimator(MessageSizeEstimator estimator) {
        super.setMessageSizeEstimator(estimator);
        return this;
    }

    @Override
    public RingSocketConfig setWriteBufferWaterMark(WriteBufferWaterMark writeBufferWaterMark) {
        super.setWriteBufferWaterMark(writeBufferWaterMark);
        return this;
    }
}
