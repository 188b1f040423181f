package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.traffic.RequestId;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes are told that requests are called. */
class RequestIdTest {
    private static final String MADE = "[0-9a-f]{32}";
    private static final byte[] OK =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private final StringBuffer heard = new StringBuffer();
    private final TestHost host = TestHost.start(Transport.EPOLL);

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void aRequestWithoutANameGetsOneOfItsOwn() throws IOException {
        List<String> first = namesAfter(new RequestId(true), "");
        List<String> second = namesAfter(new RequestId(true), "");

        assertThat(first).singleElement().asString().matches(MADE);
        assertThat(second).singleElement().asString().matches(MADE).isNotEqualTo(first.getFirst());
    }

    @Test
    void aNameOfTheClientStaysWhereClientsMayGiveOne() throws IOException {
        String given = "X-Request-ID: trace/7.a_b:c=+@-\r\n";

        assertThat(namesAfter(new RequestId(true), given)).containsExactly("trace/7.a_b:c=+@-");
        assertThat(namesAfter(new RequestId(false), given))
                .singleElement()
                .asString()
                .matches(MADE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Request-Id: \r\n",
                "X-Request-Id: two words\r\n",
                "X-Request-Id: <script>\r\n",
                "X-Request-Id: a\r\nX-Request-Id: b\r\n",
                "X_Request_Id: alias\r\n",
                "X-Request-Id: dropped\r\nConnection: x-request-id\r\n"
            })
    void aNameThatIsNotWellFormedIsReplaced(String given) throws IOException {
        assertThat(namesAfter(new RequestId(true), given))
                .singleElement()
                .asString()
                .matches(MADE);
    }

    @Test
    void aNameThatIsTooLongIsReplaced() throws IOException {
        assertThat(namesAfter(new RequestId(true), "X-Request-Id: " + "a".repeat(129) + "\r\n"))
                .singleElement()
                .asString()
                .matches(MADE);
        assertThat(namesAfter(new RequestId(true), "X-Request-Id: " + "a".repeat(128) + "\r\n"))
                .containsExactly("a".repeat(128));
    }

    @Test
    void whereItIsOffNothingIsAddedAndNothingTaken() throws IOException {
        assertThat(names(TrafficOptions.NONE, "")).isEmpty();
        assertThat(names(TrafficOptions.NONE, "X-Request-Id: two words\r\n")).containsExactly("two words");
    }

    private List<String> namesAfter(RequestId option, String given) throws IOException {
        return names(TrafficOptions.NONE.with(option), given);
    }

    private List<String> names(TrafficOptions options, String given) throws IOException {
        heard.setLength(0);
        try (FaultyBackend node = node()) {
            TestBalancer balancer = host.serve(TestBalancer.tcp(1, node)
                    .withProtocol(Protocol.HTTP)
                    .withPolicy(policy -> policy.withOptions(options))
                    .at(System.nanoTime()));
            try (Socket client = balancer.connect()) {
                client.getOutputStream()
                        .write(("GET / HTTP/1.1\r\nHost: lb.test\r\n" + given + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(client.getInputStream().readNBytes(OK.length)).startsWith(OK);
            }
            return heard.toString()
                    .lines()
                    .filter(line ->
                            line.toLowerCase(Locale.ROOT).replace('_', '-').startsWith("x-request-id:"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .toList();
        }
    }

    private FaultyBackend node() throws IOException {
        return FaultyBackend.serving((_, client) -> {
            InputStream in = client.getInputStream();
            int ends = 0;
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                heard.append((char) octet);
                ends = octet == '\n' ? ends + 1 : octet == '\r' ? ends : 0;
                if (ends == 2) {
                    client.getOutputStream().write(OK);
                }
            }
        });
    }
}
