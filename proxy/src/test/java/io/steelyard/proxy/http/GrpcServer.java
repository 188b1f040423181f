package io.steelyard.proxy.http;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A node that speaks gRPC, as grpc-java does; messages are texts. */
final class GrpcServer implements AutoCloseable {
    /** Answers each message at once with the same. */
    static final MethodDescriptor<String, String> CHAT = method(MethodType.BIDI_STREAMING, "Chat");
    /** Answers with the same. */
    static final MethodDescriptor<String, String> ECHO = method(MethodType.UNARY, "Echo");
    /** Answers with a failure whose description is the message, and with {@link #DETAIL}. */
    static final MethodDescriptor<String, String> FAIL = method(MethodType.UNARY, "Fail");
    /** Answers never. */
    static final MethodDescriptor<String, String> HANG = method(MethodType.UNARY, "Hang");

    static final Metadata.Key<String> DETAIL = Metadata.Key.of("x-detail", Metadata.ASCII_STRING_MARSHALLER);

    private static final String SERVICE = "steelyard.test.Words";
    private static final long LIMIT_SECONDS = 30;

    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Server server;

    private GrpcServer() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.77.0.5", 0))
                .addService(ServerServiceDefinition.builder(SERVICE)
                        .addMethod(CHAT, ServerCalls.asyncBidiStreamingCall(this::chat))
                        .addMethod(ECHO, ServerCalls.asyncUnaryCall(this::echo))
                        .addMethod(FAIL, ServerCalls.asyncUnaryCall(this::fail))
                        .addMethod(HANG, ServerCalls.asyncUnaryCall(this::hang))
                        .build())
                .build()
                .start();
    }

    static GrpcServer start() throws IOException {
        return new GrpcServer();
    }

    private static MethodDescriptor<String, String> method(MethodType type, String name) {
        return MethodDescriptor.newBuilder(new Text(), new Text())
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .build();
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream in) {
            try {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    private StreamObserver<String> chat(StreamObserver<String> answer) {
        calls.incrementAndGet();
        return new StreamObserver<>() {
            @Override
            public void onNext(String message) {
                answer.onNext(message);
            }

            @Override
            public void onError(Throwable gone) {
                cancelled.countDown();
            }

            @Override
            public void onCompleted() {
                answer.onCompleted();
            }
        };
    }

    private void echo(String message, StreamObserver<String> answer) {
        calls.incrementAndGet();
        answer.onNext(message);
        answer.onCompleted();
    }

    private void fail(String message, StreamObserver<String> answer) {
        calls.incrementAndGet();
        Metadata trailer = new Metadata();
        trailer.put(DETAIL, "told");
        answer.onError(Status.FAILED_PRECONDITION.withDescription(message).asRuntimeException(trailer));
    }

    private void hang(String message, StreamObserver<String> answer) {
        ((ServerCallStreamObserver<String>) answer).setOnCancelHandler(cancelled::countDown);
        calls.incrementAndGet();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getListenSockets().getFirst();
    }

    int calls() {
        return calls.get();
    }

    /** Waits until a call of its was cancelled. */
    boolean wasCancelled() throws InterruptedException {
        return cancelled.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Takes no more calls, and finishes those that it has. */
    void leave() {
        server.shutdown();
    }

    boolean hasLeft() {
        return server.isTerminated();
    }

    @Override
    public void close() throws InterruptedException {
        server.shutdownNow();
        server.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
