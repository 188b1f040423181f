package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.steelyard.domain.desired.DesiredCertificate;
import io.steelyard.domain.desired.DesiredTls;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.secret.Secret;
import io.steelyard.domain.tls.CipherProfile;
import io.steelyard.domain.tls.TlsVersion;
import io.steelyard.domain.traffic.NodeHttp2;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** gRPC through the proxy, with grpc-java on both sides. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class GrpcTest {
    private static final TestCertificate CERTIFICATE = TestCertificate.selfSigned("lb.test");
    private static final long LIMIT_SECONDS = 30;

    private final HttpRig rig;
    private @Nullable ManagedChannel channel;

    GrpcTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        ManagedChannel opened = channel;
        if (opened != null) {
            opened.shutdownNow();
        }
        rig.close();
    }

    @Test
    void aCallIsAnswered() throws Exception {
        serve(rig.own(GrpcServer.start()));

        assertThat(echo(plain(), "hello")).isEqualTo("hello");
    }

    @Test
    void withinTlsThatEndsHereToo() throws Exception {
        serve(rig.own(GrpcServer.start()));
        rig.change(rig.balancer().withFeature(listener -> listener.withTls(tls())));

        assertThat(echo(secured(), "x".repeat(1_000_000))).hasSize(1_000_000);
    }

    @Test
    void aFailureSaysWhy() throws Exception {
        serve(rig.own(GrpcServer.start()));
        ManagedChannel client = plain();

        StatusRuntimeException failed = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(client, GrpcServer.FAIL, limited(), "50 % of it"));

        assertThat(failed.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(failed.getStatus().getDescription()).isEqualTo("50 % of it");
        assertThat(Objects.requireNonNull(failed.getTrailers()).get(GrpcServer.DETAIL))
                .isEqualTo("told");
    }

    @Test
    void bothSidesSpeakInTurns() throws Exception {
        serve(rig.own(GrpcServer.start()));
        Heard heard = new Heard();
        StreamObserver<String> said = chat(plain(), heard);

        for (String word : new String[] {"one", "two", "", "x".repeat(100_000)}) {
            said.onNext(word);
            assertThat(heard.next()).isEqualTo(word);
        }
        said.onCompleted();

        assertThat(heard.next()).isEqualTo(Heard.END);
    }

    @Test
    void aCallThatIsCancelledIsCancelledAtTheNode() throws Exception {
        GrpcServer server = rig.own(GrpcServer.start());
        serve(server);
        ClientCall<String, String> call = plain().newCall(GrpcServer.HANG, limited());
        ClientCalls.asyncUnaryCall(call, "hello", new Heard());
        await().until(() -> server.calls() == 1);

        call.cancel("no longer of use", null);

        assertThat(server.wasCancelled()).isTrue();
    }

    @Test
    void aNodeThatLeavesFinishesItsCallsAndOthersGetTheRest() throws Exception {
        GrpcServer leaving = rig.own(GrpcServer.start());
        GrpcServer staying = rig.own(GrpcServer.start());
        serve(leaving, staying);
        ManagedChannel client = plain();
        Heard heard = new Heard();
        StreamObserver<String> said = chat(client, heard);
        said.onNext("before");
        assertThat(heard.next()).isEqualTo("before");

        GrpcServer left = leaving.calls() == 1 ? leaving : staying;
        left.leave();
        for (int i = 0; i < 10; i++) {
            assertThat(echo(client, "elsewhere")).isEqualTo("elsewhere");
        }
        said.onNext("after");

        assertThat(heard.next()).isEqualTo("after");
        said.onCompleted();
        assertThat(heard.next()).isEqualTo(Heard.END);
        await().until(left::hasLeft);
    }

    /** What a client is told. */
    private static final class Heard implements StreamObserver<String> {
        static final String END = "the end";

        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

        @Override
        public void onNext(String message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable failure) {
            messages.add(failure.toString());
        }

        @Override
        public void onCompleted() {
            messages.add(END);
        }

        @Nullable
        String next() throws InterruptedException {
            return messages.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static StreamObserver<String> chat(ManagedChannel client, Heard heard) {
        return ClientCalls.asyncBidiStreamingCall(client.newCall(GrpcServer.CHAT, limited()), heard);
    }

    private static String echo(ManagedChannel client, String message) {
        return ClientCalls.blockingUnaryCall(client, GrpcServer.ECHO, limited(), message);
    }

    private static CallOptions limited() {
        return CallOptions.DEFAULT.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private ManagedChannel plain() {
        return opened(NettyChannelBuilder.forAddress(rig.balancer().address()).usePlaintext());
    }

    private ManagedChannel secured() throws SSLException {
        return opened(NettyChannelBuilder.forAddress(rig.balancer().address())
                .overrideAuthority("lb.test")
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(InsecureTrustManagerFactory.INSTANCE)
                        .build()));
    }

    private ManagedChannel opened(NettyChannelBuilder builder) {
        ManagedChannel made = builder.build();
        channel = made;
        return made;
    }

    private static DesiredTls tls() {
        return new DesiredTls(
                new DesiredCertificate(CERTIFICATE.chain(), new Secret(CERTIFICATE.privateKey())),
                List.of(),
                TlsVersion.USUAL,
                CipherProfile.DEFAULT);
    }

    private void serve(GrpcServer... servers) {
        rig.change(TestBalancer.tcp(1)
                .withProtocol(Protocol.HTTP)
                .withNodesAt(Arrays.stream(servers).map(GrpcServer::address).toList())
                .withPolicy(policy -> policy.withOptions(TrafficOptions.NONE.with(new NodeHttp2(10))))
                .at(1));
    }
}
