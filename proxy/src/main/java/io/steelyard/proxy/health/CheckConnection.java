package io.steelyard.proxy.health;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.proxy.http.AnswerStart;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.proxyprotocol.Announcement;
import io.steelyard.proxy.upstream.ConnectFailures;
import io.steelyard.proxy.upstream.Target;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One check of one node: a connection, and what is asked and answered on it. It says its verdict once, and sets itself no
 * limit of time: who began it ends it. Bound to one event loop, on whose thread every method is called.
 */
final class CheckConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(CheckConnection.class);

    private final Loop loop;
    private final Target target;
    private final Question question;
    private final CheckTls tls;
    private final Executor bodies;
    private final BiConsumer<CheckConnection, Verdict> verdict;
    private @Nullable Channel channel;
    private @Nullable AnswerStart answer;
    private boolean over;

    /**
     * @param bodies judges bodies, so that patterns keep no traffic waiting
     * @param verdict told on the event loop, or by {@code bodies}
     */
    CheckConnection(
            Loop loop,
            Target target,
            Question question,
            CheckTls tls,
            Executor bodies,
            BiConsumer<CheckConnection, Verdict> verdict) {
        this.loop = loop;
        this.target = target;
        this.question = question;
        this.tls = tls;
        this.bodies = bodies;
        this.verdict = verdict;
    }

    Loop loop() {
        return loop;
    }

    void connect() {
        if (over) {
            return;
        }
        try {
            var connecting = loop.connect(target.address(), !question.isConnect(), this);
            channel = connecting.channel();
            connecting.addListener(attempt -> connected(attempt.cause()));
        } catch (ChannelException noSocket) {
            LOG.debug("{} was not checked", target, noSocket);
            end(Verdict.NOTHING);
        }
    }

    /** Its time is over. */
    void expire() {
        end(question.failed(NodeFailure.CHECK_TIMED_OUT));
    }

    /** Nobody wants its verdict any more. */
    void cancel() {
        over = true;
        close();
    }

    private void connected(@Nullable Throwable failure) {
        if (over) {
            return;
        }
        if (failure != null) {
            end(unconnected(failure));
        } else if (question.isConnect()) {
            end(Verdict.PASSED);
        } else {
            ask();
        }
    }

    private Verdict unconnected(Throwable failure) {
        return ConnectFailures.of(failure).ofNode().map(question::failed).orElse(Verdict.NOTHING);
    }

    private void ask() {
        Channel open = channel;
        if (open != null) {
            int wanted = question.looksAtBody() ? Question.BODY_OCTETS : 0;
            answer = new AnswerStart(wanted, open.alloc().heapBuffer());
            question.announcement().ifPresent(version -> announce(open, version));
            open.writeAndFlush(Unpooled.wrappedBuffer(question.request()), open.voidPromise());
        }
    }

    /** Past TLS, which begins only when those were told who wait for the connection. */
    private static void announce(Channel open, Announcement version) {
        ChannelHandlerContext first = open.pipeline().firstContext();
        first.writeAndFlush(Unpooled.wrappedBuffer(version.ofOurselves()), open.voidPromise());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        if (question.isSecure()) {
            context.pipeline().addFirst(tls.handler(context.alloc(), target.address(), question.serverName()));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        AnswerStart reading = answer;
        if (!over && reading != null && message instanceof ByteBuf octets) {
            judge(reading, reading.read(octets));
        }
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        AnswerStart reading = answer;
        if (!over && reading != null) {
            judge(reading, reading.end());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            end(question.failed(NodeFailure.HANDSHAKE_FAILED));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(question.failed(NodeFailure.CLOSED_EARLY));
    }

    private void judge(AnswerStart reading, AnswerStart.Progress progress) {
        switch (progress) {
            case MORE -> {}
            case INVALID -> end(question.failed(NodeFailure.INVALID_ANSWER));
            case BROKEN_OFF -> end(question.failed(NodeFailure.CLOSED_EARLY));
            case ENOUGH -> judge(reading.status(), reading.content());
        }
    }

    private void judge(int status, byte[] start) {
        Verdict byStatus = question.judgeStatus(status);
        if (byStatus == Verdict.PASSED && question.looksAtBody()) {
            over = true;
            close();
            judgeElsewhere(status, start);
        } else {
            end(byStatus);
        }
    }

    private void judgeElsewhere(int status, byte[] start) {
        try {
            bodies.execute(() -> verdict.accept(this, question.judgeBody(status, start)));
        } catch (RejectedExecutionException crowded) {
            LOG.debug("The body of {} was not looked at", target, crowded);
            verdict.accept(this, Verdict.NOTHING);
        }
    }

    private void end(Verdict found) {
        if (!over) {
            over = true;
            close();
            verdict.accept(this, found);
        }
    }

    private void close() {
        AnswerStart reading = answer;
        answer = null;
        if (reading != null) {
            reading.close();
        }
        Channel open = channel;
        if (open != null) {
            open.close();
        }
    }
}
