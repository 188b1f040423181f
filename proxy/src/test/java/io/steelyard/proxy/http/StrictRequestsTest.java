package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.traffic.StrictRequests;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.proxy.transport.Transport;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that we understand and others have misunderstood, with and without the option that refuses them. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class StrictRequestsTest {
    private final HttpRig rig;

    StrictRequestsTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx",
                "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 01\r\n\r\nx",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent_Length: 1\r\n\r\nx",
                "GET / HTTP/1.1\r\nHost: a\r\nX-Name: \u00e4\r\n\r\n",
                "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n"
            })
    void whatOthersMisunderstandIsTakenUnlessItIsToBeRefused(String request) throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("a"));

        assertThat(rig.client().send(request).receive().status()).isEqualTo(200);

        strict();
        assertThat(rig.client().send(request).receive().status()).isEqualTo(400);
        assertThat(node.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "HEAD / HTTP/1.0\r\n\r\n",
                "GET http://a/ HTTP/1.1\r\nHost: A\r\nX_Own: 1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
                "DELETE /%C3%A4 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"
            })
    void whatEverybodyUnderstandsIsTaken(String request) throws IOException {
        rig.serve(HttpNode.answering(received -> HttpNode.keep(
                received.firstLine().startsWith("HEAD") ? "HTTP/1.1 200 OK\r\n\r\n" : HttpNode.okay("a"))));
        strict();

        HttpTestClient client = rig.client().send(request);

        assertThat((request.startsWith("HEAD") ? client.receiveToHead() : client.receive()).status())
                .isEqualTo(200);
    }

    @Test
    void itHoldsForHttp2Too() throws IOException {
        rig.serve(HttpNode.ok("a"));
        strict();
        Http2TestClient client = rig.own(Http2TestClient.open(rig.balancer().connect()));

        assertThat(client.get(1, "/", "content-length", "0").answer(1).status()).isEqualTo(400);
        assertThat(client.get(3, "/", "x-name", "\u00e4").answer(3).status()).isEqualTo(400);
        assertThat(client.get(5, "/").answer(5).status()).isEqualTo(200);
    }

    private void strict() {
        rig.change(rig.balancer()
                .withPolicy(policy -> policy.withOptions(TrafficOptions.NONE.with(new StrictRequests()))));
    }
}
