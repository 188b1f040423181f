package io.steelyard.conformance.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.RackspaceClient.Answer;
import io.steelyard.conformance.SteelyardProcess;
import io.steelyard.testkit.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Each protocol of the 2010 specification between a real client and one of Debian's servers. A node that refuses stands
 * beside each of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolsTest {
    private static final String LOGIN = "me:secret";
    private static final String LDAP_ADMIN = "cn=admin,dc=test";

    private final List<Cell> cells = new ArrayList<>();
    private SteelyardProcess service;
    private RackspaceClient client;
    private Path directory;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0");
        client = RackspaceClient.login(service.api(), service.data());
    }

    @AfterAll
    void stop() throws Exception {
        client.close();
        service.close();
    }

    @AfterEach
    void stopServers() throws Exception {
        for (Cell cell : cells) {
            cell.close();
        }
        cells.clear();
    }

    @Test
    void httpsIsPassedThroughWithTheNodesOwnCertificate() throws Exception {
        Servers.Https nginx = Servers.Https.start(cell("nginx"));
        Vip vip = balance("HTTPS", nginx.port());

        String url = "https://steelyard.test:" + vip.port() + "/";
        String trusted = Curl.run("--cacert", nginx.certificate().toString(), "--resolve", vip.named(), url)
                .orFail();
        Curl.Result untrusted = Curl.run("--resolve", vip.named(), url);

        assertThat(trusted).isEqualTo("over tls\n");
        assertThat(untrusted.exitCode()).as(untrusted.output()).isEqualTo(60);
    }

    @Test
    void aMailIsDeliveredOverSmtp() throws Exception {
        Servers.Smtp exim = Servers.Smtp.start(cell("exim"));
        Vip vip = balance("SMTP", exim.port());

        Curl.run(
                        "smtp://" + vip + "/client.test",
                        "--mail-from",
                        "a@steelyard.test",
                        "--mail-rcpt",
                        "b@steelyard.test",
                        "-T",
                        mail().toString())
                .orFail();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(exim.delivered()).content().contains("Subject: weights"));
    }

    @Test
    void aMailIsStoredAndFetchedOverImapAndPop3WithAndWithoutTls() throws Exception {
        Servers.Mail dovecot = Servers.Mail.start(cell("dovecot"));
        Vip imap = balance("IMAPv4", dovecot.imap());
        Vip imaps = balance("IMAPS", dovecot.imaps());
        Vip pop3 = balance("POP3", dovecot.pop3());
        Vip pop3s = balance("POP3S", dovecot.pop3s());
        String trusted = dovecot.certificate().toString();

        Curl.run("-u", LOGIN, "-T", mail().toString(), "imap://" + imap + "/INBOX")
                .orFail();

        assertThat(Curl.run("-u", LOGIN, "imap://" + imap + "/INBOX;MAILINDEX=1")
                        .orFail())
                .contains("Subject: weights");
        assertThat(Curl.run(
                                "-u",
                                LOGIN,
                                "--cacert",
                                trusted,
                                "--resolve",
                                imaps.named(),
                                "imaps://steelyard.test:" + imaps.port() + "/INBOX;MAILINDEX=1")
                        .orFail())
                .contains("Subject: weights");
        assertThat(Curl.run("-u", LOGIN, "pop3://" + pop3 + "/1").orFail()).contains("Subject: weights");
        assertThat(Curl.run(
                                "-u",
                                LOGIN,
                                "--cacert",
                                trusted,
                                "--resolve",
                                pop3s.named(),
                                "pop3s://steelyard.test:" + pop3s.port() + "/1")
                        .orFail())
                .contains("Subject: weights");
    }

    @Test
    void anEntryIsAddedAndFoundOverLdapWithAndWithoutTls() throws Exception {
        Servers.Ldap slapd = Servers.Ldap.start(cell("slapd"));
        Vip ldap = balance("LDAP", slapd.ldap());
        Vip ldaps = balance("LDAPS", slapd.ldaps());
        Path entry = Files.writeString(
                directory.resolve("entry.ldif"),
                "dn: dc=test\nobjectClass: dcObject\nobjectClass: organization\ndc: test\no: Weights and Measures\n");

        Curl.run(new ProcessBuilder(
                        "ldapadd",
                        "-x",
                        "-H",
                        "ldap://" + ldap,
                        "-D",
                        LDAP_ADMIN,
                        "-w",
                        "secret",
                        "-f",
                        entry.toString()))
                .orFail();

        assertThat(Curl.run(new ProcessBuilder("ldapsearch", "-x", "-H", "ldap://" + ldap, "-b", "dc=test"))
                        .orFail())
                .contains("o: Weights and Measures");
        assertThat(Curl.run(
                                "--cacert",
                                slapd.certificate().toString(),
                                "--resolve",
                                ldaps.named(),
                                "ldaps://steelyard.test:" + ldaps.port() + "/dc=test??base")
                        .orFail())
                .contains("o: Weights and Measures");
    }

    @Test
    void filesComeAndGoOverPassiveFtp() throws Exception {
        Servers.Ftp vsftpd = Servers.Ftp.start(cell("vsftpd"), "one");
        Vip vip = balance("FTP", vsftpd.port());
        Path file = Files.write(directory.resolve("upload"), new byte[3_000_000]);

        for (String mode : List.of("--ftp-pasv", "--disable-epsv")) {
            String name = "in/upload" + mode;
            Curl.run(mode, "-T", file.toString(), "ftp://" + vip + "/" + name).orFail();
            assertThat(vsftpd.root().resolve(name)).hasSize(3_000_000);
            assertThat(Curl.run(mode, "ftp://" + vip + "/in/").orFail()).contains("upload" + mode);
            assertThat(Curl.run(mode, "ftp://" + vip + "/who.txt").orFail()).isEqualTo("one");
        }
    }

    @Test
    void ftpDataComesFromTheNodeThatTheClientTalksTo() throws Exception {
        Servers.Ftp one = Servers.Ftp.start(cell("vsftpd"), "one");
        Servers.Ftp two = Servers.Ftp.start(cell("vsftpd"), "two");
        Vip vip = balance("FTP", one.port(), two.port());

        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            answers.add(Curl.run("ftp://" + vip + "/who.txt").orFail());
        }

        assertThat(answers).contains("one", "two");
    }

    @Test
    void activeFtpIsRefused() throws Exception {
        Servers.Ftp vsftpd = Servers.Ftp.start(cell("vsftpd"), "one");
        Vip vip = balance("FTP", vsftpd.port());

        Curl.Result active = Curl.run("-v", "--ftp-port", "-", "ftp://" + vip + "/who.txt");

        // 30: the server answered neither EPRT nor PORT as hoped.
        assertThat(active.exitCode()).as(active.output()).isEqualTo(30);
        assertThat(active.output()).contains("502 Active mode does not work here");
    }

    private Path mail() throws IOException {
        return Files.writeString(
                directory.resolve("mail"), "From: a@steelyard.test\r\nSubject: weights\r\n\r\nand measures\r\n");
    }

    private Cell cell(String name) throws IOException {
        Cell cell = Cell.create(name);
        cells.add(cell);
        return cell;
    }

    /** Where a balancer listens. */
    private record Vip(String address, int port) {
        /** For curl: the name in the servers' certificates leads here. */
        String named() {
            return "steelyard.test:" + port + ":" + address;
        }

        @Override
        public String toString() {
            return address + ":" + port;
        }
    }

    @Test
    void aNameIsResolvedOverUdpAndOverTcp() throws Exception {
        Servers.Dns dnsmasq = Servers.Dns.start(cell("dnsmasq"));
        Vip udp = balance("DNS_UDP", dnsmasq.port());
        Vip tcp = balance("DNS_TCP", dnsmasq.port());

        // The node that refuses is tried too, and a question that went there is asked again.
        assertThat(resolved(udp, "+notcp", "+tries=4", "+time=2")).endsWith("10.9.8.7");
        assertThat(resolved(tcp, "+tcp", "+tries=1", "+time=5")).isEqualTo("10.9.8.7");
    }

    private static String resolved(Vip server, String... options) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("dig", "+short", "@" + server.address(), "-p", "" + server.port()));
        command.addAll(List.of(options));
        command.add("weights.steelyard.test");
        return Curl.run(new ProcessBuilder(command)).orFail().strip();
    }

    @Test
    void aFileIsFetchedOverSftp() throws Exception {
        Servers.Sftp sshd = Servers.Sftp.start(cell("sshd"));
        Vip vip = balance("SFTP", sshd.port());
        Path got = directory.resolve("got");

        Curl.run(new ProcessBuilder(
                        "sftp",
                        "-q",
                        "-i",
                        sshd.clientKey().toString(),
                        "-o",
                        "StrictHostKeyChecking=no",
                        "-o",
                        "UserKnownHostsFile=/dev/null",
                        "-P",
                        "" + vip.port(),
                        System.getProperty("user.name") + "@" + vip.address() + ":" + sshd.offered(),
                        got.toString()))
                .orFail();

        assertThat(got).hasContent("weights and measures");
    }

    @Test
    void aQuestionIsAnsweredOverMysql() throws Exception {
        Servers.Mysql mariadb = Servers.Mysql.start(cell("mariadb"));
        Vip vip = balance("MYSQL", mariadb.port());

        String answer = Curl.run(new ProcessBuilder(
                        "mariadb",
                        "--no-defaults",
                        "-h",
                        vip.address(),
                        "-P",
                        "" + vip.port(),
                        "-N",
                        "-e",
                        "SELECT 6*7"))
                .orFail();

        assertThat(answer).isEqualTo("42\n");
    }

    /** A balancer of its own, over these and one that refuses. */
    private Vip balance(String protocol, int... nodePorts) throws IOException, InterruptedException {
        int port = FreePort.pick();
        List<String> nodes = IntStream.concat(IntStream.of(FreePort.pick()), IntStream.of(nodePorts))
                .mapToObj("{\"address\":\"127.0.0.1\",\"port\":%d,\"condition\":\"ENABLED\"}"::formatted)
                .toList();
        Answer made = client.post("loadbalancers", """
                {"loadBalancer":{"name":"%1$s","protocol":"%1$s","port":%2$d,"algorithm":"ROUND_ROBIN",
                 "virtualIps":[{"type":"PUBLIC"}],"nodes":[%3$s]}}""".formatted(protocol, port, String.join(",", nodes)));
        assertThat(made.status()).as(made.toString()).isEqualTo(202);
        JsonNode balancer = made.body().path("loadBalancer");
        String path = "loadbalancers/" + balancer.path("id").asInt();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(client.get(path)
                                .body()
                                .path("loadBalancer")
                                .path("status")
                                .asString())
                        .isEqualTo("ACTIVE"));
        return new Vip(balancer.path("virtualIps").path(0).path("address").asString(), port);
    }
}
