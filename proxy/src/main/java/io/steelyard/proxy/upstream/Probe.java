package io.steelyard.proxy.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.proxy.loop.Loop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a node, made to see whether it can be made, and closed without a byte. Bound to one event loop. */
final class Probe extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

    enum Result {
        CONNECTED(null),
        REFUSED(NodeFailure.CONNECT_REFUSED),
        TIMED_OUT(NodeFailure.CONNECT_TIMED_OUT),
        FAILED(NodeFailure.CONNECT_FAILED),
        /** This process could make no socket, which says nothing of the node. */
        NOT_MADE(null);

        private final @Nullable NodeFailure failure;

        Result(@Nullable NodeFailure failure) {
            this.failure = failure;
        }

        void tell(NodeState node, int era) {
            if (failure != null) {
                node.unreachable(era, failure);
            } else if (this == CONNECTED) {
                node.connectable(era);
            }
        }
    }

    /** Hears the result, once. */
    interface Done {
        void probed(Result result);
    }

    private final Loop loop;
    private final Target target;
    private final Duration limit;
    private final Done done;
    private boolean late;

    Probe(Loop loop, Target target, Duration limit, Done done) {
        this.loop = loop;
        this.target = target;
        this.limit = limit;
        this.done = done;
    }

    /** On the event loop. */
    void connect() {
        long deadline = loop.now() + limit.toNanos();
        try {
            var connecting = loop.connect(target.address(), false, this);
            loop.executor()
                    .schedule(() -> expire(connecting.channel(), deadline), limit.toNanos(), TimeUnit.NANOSECONDS);
            connecting.addListener(attempt -> {
                connecting.channel().close();
                done.probed(result(attempt.cause()));
            });
        } catch (ChannelException noSocket) {
            LOG.debug("{} was not probed", target, noSocket);
            done.probed(Result.NOT_MADE);
        }
    }

    /** Not before the loop itself has run for so long: a process that was stopped learns nothing from a clock. */
    private void expire(Channel connecting, long deadline) {
        if (!connecting.isOpen()) {
            return;
        }
        if (deadline - loop.now() > 0) {
            loop.executor().schedule(() -> expire(connecting, deadline), Loop.TICK.toNanos(), TimeUnit.NANOSECONDS);
            return;
        }
        late = true;
        connecting.close();
    }

    private Result result(@Nullable Throwable cause) {
        if (cause == null) {
            return Result.CONNECTED;
        }
        if (late) {
            return Result.TIMED_OUT;
        }
        return switch (ConnectFailures.of(cause)) {
            case NO_SOCKET -> Result.NOT_MADE;
            case CONNECT_REFUSED -> Result.REFUSED;
            default -> Result.FAILED;
        };
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
