package io.steelyard.server.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Debian's dig asks. */
class NameServerTest {
    private static final String ZONE = "elb.example.net";
    private static final List<IpAddress> MANY = IntStream.range(1, 255)
            .mapToObj(i -> IpAddress.require("10.0.0." + i))
            .toList();
    private static final Map<String, List<IpAddress>> NAMES = Map.of(
            "shop-1.us-east-1." + ZONE, List.of(IpAddress.require("127.9.9.1"), IpAddress.require("fd00::9")),
            "many-2.us-east-1." + ZONE, MANY,
            "us-east-1." + ZONE, List.of());

    private NameServer server;

    @BeforeEach
    void start() throws IOException {
        server = NameServer.start(
                new InetSocketAddress("127.0.0.1", 0),
                new DomainName(ZONE),
                name -> Optional.ofNullable(NAMES.get(name.value())),
                () -> 4711);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+notcp", "+tcp", "+noedns"})
    void aNameLeadsToItsAddresses(String how) throws Exception {
        assertThat(dig("+short", how, "shop-1.us-east-1." + ZONE, "A")).isEqualTo("127.9.9.1");
        assertThat(dig("+short", how, "SHOP-1.us-East-1." + ZONE + ".", "AAAA")).isEqualTo("fd00::9");
        assertThat(dig(how, "shop-1.us-east-1." + ZONE, "A"))
                .contains("NOERROR")
                .contains("flags: qr aa rd;");
    }

    @Test
    void anAnswerThatIsTooLongForUdpIsToBeAskedForOverTcp() throws Exception {
        String name = "many-2.us-east-1." + ZONE;

        assertThat(dig("+ignore", "+noedns", name, "A")).contains("flags: qr aa tc rd;");
        assertThat(dig("+short", name, "A").lines()).hasSize(MANY.size());
    }

    @Test
    void aNameThatIsNotThereIsMissedForSeconds() throws Exception {
        assertThat(dig("shop-2.us-east-1." + ZONE, "A"))
                .contains("NXDOMAIN")
                .containsPattern(ZONE + "\\.\\s+5\\s+IN\\s+SOA\\s+ns\\." + ZONE + "\\. hostmaster\\." + ZONE
                        + "\\. 4711 3600 900 86400 5");
    }

    @Test
    void aRegionIsANameWithNothingButNamesBelowIt() throws Exception {
        assertThat(dig("us-east-1." + ZONE, "A"))
                .contains("NOERROR")
                .contains("SOA")
                .contains("ANSWER: 0");
        assertThat(dig("shop-1.us-east-1." + ZONE, "TXT")).contains("NOERROR").contains("ANSWER: 0");
    }

    @Test
    void theZoneTellsItsServer() throws Exception {
        assertThat(dig("+short", ZONE, "NS")).isEqualTo("ns." + ZONE + ".");
        assertThat(dig("+short", "ns." + ZONE, "A")).isEqualTo("127.0.0.1");
        assertThat(dig("+short", ZONE, "SOA")).startsWith("ns." + ZONE + ". hostmaster." + ZONE + ". 4711 ");
    }

    @Test
    void whatIsNotInTheZoneIsRefused() throws Exception {
        assertThat(dig("example.com", "A")).contains("REFUSED").contains("flags: qr rd;");
        assertThat(dig("example.net", "A")).contains("REFUSED");
        assertThat(dig(ZONE, "AXFR")).contains("Transfer failed");
        assertThat(dig("+class=CH", "version.bind", "TXT")).contains("REFUSED");
        assertThat(dig("+opcode=status", ZONE, "SOA")).contains("NOTIMP");
        assertThat(dig("+edns=1", "+noednsnegotiation", ZONE, "SOA")).contains("BADVERS");
    }

    @Test
    void whatIsNoQueryIsAnsweredByASentenceOrBySilence() throws Exception {
        try (DatagramSocket client = new DatagramSocket()) {
            client.setSoTimeout(10_000);
            client.connect(server.address());
            byte[] answer = {0x12, 0x34, (byte) 0x84, 0, 0, 0, 0, 0, 0, 0, 0, 0};
            byte[] broken = {0x12, 0x35, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 77};

            client.send(new DatagramPacket(answer, answer.length));
            client.send(new DatagramPacket(new byte[] {1}, 1));
            client.send(new DatagramPacket(broken, broken.length));

            DatagramPacket came = new DatagramPacket(new byte[512], 512);
            client.receive(came);
            assertThat(came.getData()).startsWith(0x12, 0x35, 0x80, 0x01);
            assertThat(came.getLength()).isEqualTo(12);
        }
    }

    @Test
    void aConnectionTakesSeveralQueries() throws Exception {
        try (Socket client =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            client.setSoTimeout(10_000);
            byte[] query = {0, 23, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 'n', 's', 1, 'x', 0, 0, 1, 0, 1};
            client.getOutputStream().write(new byte[] {0, 22});
            client.getOutputStream().write(query, 2, 22);
            client.getOutputStream().write(new byte[] {0, 22});
            client.getOutputStream().write(query, 2, 22);

            InputStream in = client.getInputStream();
            for (int i = 0; i < 2; i++) {
                int length = in.read() << 8 | in.read();
                assertThat(in.readNBytes(length)).startsWith(0, 1, 0x80, 0x05);
            }
        }
    }

    @Test
    void oneSenderIsAnsweredSoOftenInASecondAndOthersStill() throws Exception {
        long[] now = {0};
        QueryRate rate = new QueryRate(() -> now[0]);
        InetAddress one = InetAddress.getByName("192.0.2.1");
        for (int i = 0; i < QueryRate.PER_SECOND; i++) {
            assertThat(rate.allows(one)).isTrue();
        }

        assertThat(rate.allows(one)).isFalse();
        assertThat(rate.allows(InetAddress.getByName("192.0.2.2"))).isTrue();

        now[0] += 1_000_000_000L;
        assertThat(rate.allows(one)).isTrue();
    }

    private String dig(String... what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "dig", "@127.0.0.1", "-p", Integer.toString(server.address().getPort()), "+tries=1", "+time=10"));
        command.addAll(List.of(what));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }
}
