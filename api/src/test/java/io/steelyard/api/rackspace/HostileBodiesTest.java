package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.HttpLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are meant to hurt, on the wire. */
class HostileBodiesTest {
    private static final String XML = "application/xml";
    private static final String JSON = "application/json";
    private static final int LIMIT = HttpLimits.DEFAULT.bodyBytes();

    private static RunningApi api;
    private static RunningApi.Client client;

    @BeforeAll
    static void start() {
        api = RunningApi.start();
        client = api.client();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("a billion laughs", XML, laughs(), 400, "DOCTYPE"),
                Arguments.of(
                        "one long entity",
                        XML,
                        "<!DOCTYPE a [<!ENTITY b '" + "c".repeat(20_000) + "'>]><a>" + "&b;".repeat(10_000) + "</a>",
                        400,
                        "DOCTYPE"),
                Arguments.of(
                        "a file",
                        XML,
                        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><loadBalancer name='x'>&b;</loadBalancer>",
                        400,
                        "DOCTYPE"),
                Arguments.of("an entity of nobody", XML, "<loadBalancer name='&b;'/>", 400, "The body"),
                Arguments.of("deep XML", XML, "<a>".repeat(10_000), 400, "deeper than 32"),
                Arguments.of("deep JSON", JSON, "[".repeat(60_000), 400, "deeper than 32"),
                Arguments.of(
                        "many attributes",
                        XML,
                        "<loadBalancer" + attributes(150) + "/>",
                        400,
                        "more than 64 attributes"),
                Arguments.of("very many attributes", XML, "<loadBalancer" + attributes(4_000) + "/>", 400, "The body"),
                Arguments.of("much", XML, "<a>" + " ".repeat(7 * LIMIT) + "</a>", 413, "larger than"),
                Arguments.of(
                        "another namespace",
                        XML,
                        "<loadBalancer xmlns='urn:other'/>",
                        400,
                        "namespace of loadBalancer"),
                Arguments.of(
                        "a name bound elsewhere",
                        XML,
                        "<loadBalancer xmlns:x='urn:other' x:name='a'/>",
                        400,
                        "namespace of name"),
                Arguments.of("mixed content", XML, "<loadBalancer>text<nodes/></loadBalancer>", 400, "not both"),
                Arguments.of(
                        "an instruction",
                        XML,
                        "<loadBalancer><?php exit ?></loadBalancer>",
                        400,
                        "processing instruction"),
                Arguments.of(
                        "an attribute twice",
                        XML,
                        "<loadBalancer name='a' name='b'/>",
                        400,
                        "attribute name is given twice"),
                Arguments.of("a key twice", JSON, "{\"name\":\"a\",\"name\":\"b\"}", 400, "key twice"),
                Arguments.of("XML said to be JSON", JSON, "<loadBalancer/>", 400, "not well-formed JSON"),
                Arguments.of("JSON said to be XML", XML, RunningApi.MINIMAL, 400, "not well-formed XML"),
                Arguments.of(
                        "a long number", JSON, "{\"port\":" + "9".repeat(50_000) + "}", 400, "longer than 64 digits"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void isRefusedForWhatItIs(String name, String type, String body, int status, String because) {
        Answer answer = send(type, body.getBytes(StandardCharsets.UTF_8), "identity");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("/details")).contains(because);
    }

    @Test
    void reportsAllThatIsWrongTogetherWhateverTheFormat() {
        String xml = "<loadBalancer name='a' port='x' colour='red'><name>b</name>"
                + "<nodes><node address='10.1.1.1' port='0' condition='ON'/></nodes></loadBalancer>";

        Answer answer = send(XML, xml.getBytes(StandardCharsets.UTF_8), "identity");

        assertThat(answer.sentences())
                .contains(
                        "name must be given once.",
                        "protocol must be given.",
                        "virtualIps must be given.",
                        "port must be a whole number from 1 to 65535.",
                        "nodes[0].port must be a whole number from 1 to 65535.",
                        "nodes[0].condition must be one of ENABLED, DISABLED, DRAINING.",
                        "colour must be left out: there is no such attribute here.");
    }

    @Test
    void inflatesNoMoreThanABodyMayHave() {
        for (String type : List.of(XML, JSON)) {
            assertThat(send(type, gzip(new byte[50 << 20]), "gzip").status()).isEqualTo(413);
            assertThat(send(type, gzip(gzip(new byte[50 << 20])), "gzip").status())
                    .isEqualTo(400);
            assertThat(send(type, gzip(new byte[1]), "gzip, gzip").status()).isEqualTo(415);
        }
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        byte[] latin = "<loadBalancer name='\u00e9'/>".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(send(XML, latin, "identity").text("/details")).isEqualTo("The body is not UTF-8.");
        assertThat(send(JSON, new byte[] {'{', '"', (byte) 0xC3, '(', '"', ':', '1', '}'}, "identity")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void fetchesNothing() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + listener.getLocalPort() + "/x";
            for (String body : List.of(
                    "<!DOCTYPE a SYSTEM '" + url + "'><loadBalancer/>",
                    "<!DOCTYPE a PUBLIC '-//x//y' '" + url + "'><loadBalancer/>",
                    "<!DOCTYPE a [<!ENTITY b SYSTEM '" + url + "'>]><loadBalancer>&b;</loadBalancer>",
                    "<!DOCTYPE a [<!ENTITY % b SYSTEM '" + url + "'> %b;]><loadBalancer/>",
                    "<loadBalancer xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:x "
                            + url + "'/>",
                    "<loadBalancer xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='" + url
                            + "'/></loadBalancer>",
                    "<?xml-stylesheet href='" + url + "'?><loadBalancer/>")) {
                assertThat(send(XML, body.getBytes(StandardCharsets.UTF_8), "identity")
                                .status())
                        .isEqualTo(400);
            }

            listener.setSoTimeout(1);
            assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static Answer send(String type, byte[] body, String encoding) {
        return api.send(client.request("/loadbalancers")
                .header("Content-Type", type)
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private static String laughs() {
        StringBuilder xml = new StringBuilder("<!DOCTYPE lolz [<!ENTITY lol0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            xml.append("<!ENTITY lol")
                    .append(i)
                    .append(" \"")
                    .append(("&lol" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        return xml.append("]><lolz>&lol9;</lolz>").toString();
    }

    private static String attributes(int count) {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < count; i++) {
            attributes.append(" a").append(i).append("='1'");
        }
        return attributes.toString();
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
