package io.steelyard.server.settings;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VipType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSettingsTest {
    @TempDir
    Path directory;

    @Test
    void everySettingHasAUsualValueThatCanBeUsed() {
        RunSettings settings = settings(Map.of(), Map.of(), Optional.empty());

        assertThat(settings.listen()).hasToString("127.0.0.1:8080");
        assertThat(settings.regions()).hasSize(1);
        assertThat(settings.pendingWait()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.accounts()).isEmpty();
    }

    @Test
    void aFlagBeatsTheEnvironmentBeatsTheFile() throws IOException {
        Path file = Files.writeString(
                directory.resolve("steelyard.conf"), "listen = \"127.0.0.1:1\"\npending-wait = 1s\nclient-idle = 1s\n");
        Map<String, String> environment =
                Map.of("STEELYARD_PENDING_WAIT", "2s", "STEELYARD_CLIENT_IDLE", "2s", "PATH", "/bin");

        RunSettings settings = settings(Map.of(Setting.CLIENT_IDLE, List.of("3s")), environment, Optional.of(file));

        assertThat(settings.listen().port()).isEqualTo(1);
        assertThat(settings.pendingWait()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.clientIdle()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void repeatableSettingsComeAsListsFromTheFileAndSeparatedBySpacesFromTheEnvironment() throws IOException {
        Path file = Files.writeString(
                directory.resolve("steelyard.conf"), "public-vips = [\"127.1.0.0/24,127.2.0.0/24\", \"fd00::/64\"]\n");
        Map<String, String> environment = Map.of(
                "STEELYARD_REGION",
                "ORD=us-east-1:us-east-1a,us-east-1b LON=eu-west-1:eu-west-1a",
                "STEELYARD_PUBLIC_URL",
                "LON=http://lon.example.com");

        RunSettings settings = settings(Map.of(), environment, Optional.of(file));

        assertThat(settings.vipPools().of(VipType.PUBLIC, IpVersion.IPV4, Optional.empty()))
                .hasSize(2);
        assertThat(settings.regions()).hasSize(2);
    }

    @Test
    void networksForVirtualIpsMayBeOfAZoneThatThereIs() {
        List<String> region = List.of("ORD=us-east-1:us-east-1a");

        RunSettings settings = settings(
                Map.of(Setting.REGION, region, Setting.PUBLIC_VIPS, List.of("127.1.0.0/24,127.2.0.0/24@us-east-1a")),
                Map.of(),
                Optional.empty());

        assertThat(settings.vipPools().blocks().stream()
                        .filter(block -> block.type() == VipType.PUBLIC)
                        .map(block -> block.network() + " " + block.zone()))
                .containsExactly("127.1.0.0/24 Optional.empty", "127.2.0.0/24 Optional[us-east-1a]");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings(
                        Map.of(Setting.REGION, region, Setting.PUBLIC_VIPS, List.of("127.2.0.0/24@us-east-1b")),
                        Map.of(),
                        Optional.empty()))
                .withMessageContaining("no --region has zone us-east-1b");
    }

    @Test
    void anAtSignReadsTheValueFromAFile() throws IOException {
        Path account = Files.writeString(directory.resolve("account"), "jdoe:a86850deb2742ec3:1234\n");

        RunSettings settings = settings(Map.of(Setting.ACCOUNT, List.of("@" + account)), Map.of(), Optional.empty());

        assertThat(settings.accounts()).hasToString("[AccountSetting[jdoe, tenant 1234]]");
    }

    @Test
    void aNameServerIsToldOfNamesOnlyWhereThereAreAny() {
        List<String> server = List.of("192.0.2.53");
        List<String> key = List.of("steelyard:c3RlZWx5YXJkLXN0ZWVseWFyZA==");
        Map<Setting, List<String>> flags =
                Map.of(Setting.DNS_ZONE, List.of("elb.example.net"), Setting.DNS_UPDATE, server, Setting.DNS_TSIG, key);

        DnsUpdateSetting update =
                settings(flags, Map.of(), Optional.empty()).dnsUpdate().orElseThrow();

        assertThat(update.server().getPort()).isEqualTo(53);
        assertThat(update.key().orElseThrow().octets()).asString(US_ASCII).isEqualTo("steelyard-steelyard");
        assertThat(update.toString()).doesNotContain("c3RlZWx5");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings(Map.of(Setting.DNS_UPDATE, server), Map.of(), Optional.empty()))
                .withMessageContaining("--dns-zone");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings(Map.of(Setting.DNS_TSIG, key), Map.of(), Optional.empty()))
                .withMessageContaining("--dns-update");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings(
                        Map.of(Setting.DNS_TSIG, List.of("steelyard:not-base-64-but-secret")),
                        Map.of(),
                        Optional.empty()))
                .withMessageNotContaining("not-base-64");
    }

    @Test
    void cloudsAreAskedWithWhatIsGivenForThemAndSecretsAreShownToNobody() {
        List<String> url = List.of("https://ec2.{region}.example.net");
        List<String> key = List.of("AKIDEXAMPLE:wJalrXUtnFEMI");
        List<String> identity = List.of("https://keystone.example.net:5000/v3/");
        List<String> login = List.of("lister:pass-word:shop");
        Map<Setting, List<String>> flags = Map.of(
                Setting.EC2_URL, url,
                Setting.EC2_KEY, key,
                Setting.EC2_REGIONS, List.of("us-east-1, eu-west-1"),
                Setting.OPENSTACK_URL, identity,
                Setting.OPENSTACK_LOGIN, login);

        DiscoverySettings discovery =
                settings(flags, Map.of(), Optional.empty()).discovery();

        DiscoverySettings.Ec2 ec2 = discovery.ec2().orElseThrow();
        assertThat(ec2.regions()).containsExactly("us-east-1", "eu-west-1");
        assertThat(ec2.endpoint("eu-west-1")).hasToString("https://ec2.eu-west-1.example.net");
        DiscoverySettings.OpenStack openStack = discovery.openStack().orElseThrow();
        assertThat(openStack.identity()).isEqualTo("https://keystone.example.net:5000/v3");
        assertThat(openStack.domain()).isEqualTo("Default");
        assertThat(discovery.toString()).doesNotContain("wJalrXUtnFEMI", "pass-word");
        assertThat(settings(Map.of(), Map.of(), Optional.empty()).discovery().ec2())
                .isEmpty();
        for (Map<Setting, List<String>> half : List.of(
                Map.of(Setting.EC2_URL, url),
                Map.of(Setting.EC2_KEY, key),
                Map.of(Setting.OPENSTACK_URL, identity),
                Map.of(Setting.OPENSTACK_LOGIN, login),
                Map.of(Setting.OPENSTACK_URL, identity, Setting.OPENSTACK_LOGIN, List.of("lister:pass-word")))) {
            assertThatExceptionOfType(SettingException.class)
                    .isThrownBy(() -> settings(half, Map.of(), Optional.empty()))
                    .withMessageContaining(" needs ")
                    .withMessageNotContaining("pass-word");
        }
    }

    @Test
    void whatClientsMayTakeGoesToTheProxyInItsUnits() {
        Map<Setting, List<String>> flags = Map.of(
                Setting.HEAD_TIME,
                List.of("1m"),
                Setting.HEAD_SIZE,
                List.of("64k"),
                Setting.PROXY_PROTOCOL_FROM,
                List.of("127.0.0.1,10.0.0.0/8", "fd00::/8"));

        List<String> arguments =
                settings(flags, Map.of(), Optional.empty()).clients().arguments();

        assertThat(String.join(" ", arguments))
                .contains(
                        "--head-time 60 ",
                        "--head-size 65536 ",
                        "--request-line-size 8192 ",
                        "--websocket-idle 3600 ",
                        "--splice-pipes 64 ")
                .endsWith("--proxy-protocol-from 127.0.0.1/32,10.0.0.0/8,fd00:0000:0000:0000:0000:0000:0000:0000/8")
                .doesNotContain("--balancer-connections");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LISTEN       | 8080                     | HOST:PORT",
                "LISTEN       | 127.0.0.1:65536          | HOST:PORT",
                "HEAD_TIME    | 500ms                    | it is 1s to 10m",
                "HEAD_SIZE    | 4k                       | it is 8192 to 1048576",
                "HEAD_FIELDS  | 15                       | it is 16 to 1024",
                "MIN_BODY_RATE | -1                      | it is a number",
                "HTTP2_STREAMS | 0                       | it is 1 to 10000",
                "HTTP2_STREAM_WINDOW | 15k               | it is 16384 to 8388608",
                "HTTP2_CONNECTION_WINDOW | 63k           | it is 65536 to 16777216",
                "BALANCER_CONNECTIONS | 0                | it is 1 to 2147483647",
                "SPLICE_PIPES | 4097                     | it is 0 to 4096",
                "PROXY_PROTOCOL_FROM | home              | cannot be used",
                "LISTEN       | example.com:80           | is not an IPv4 or IPv6 address",
                "OPERATOR_LISTEN | 0.0.0.0:8081          | listens on loopback",
                "OPERATOR_LISTEN | 192.0.2.1:8081        | listens on loopback",
                "LIMITS          | nodes=-1              | a whole number of 0 or more",
                "LIMITS          | nodes                 | limits are written loadbalancers=25,nodes=25",
                "LIMITS          | cats=9                | there is no limit cats; there are loadbalancers, nodes",
                "LIMITS          | nodes=1,nodes=2       | given twice",
                "LIMITS          | nodes=1000001         | 0 to 1000000",
                "LOOPBACK_NODES  | yes                   | allow or refuse",
                "POWER_OF_TWO_CHOICES | yes              | allow or refuse",
                "REGION       | ORD                      | NAME=AWS-NAME",
                "PUBLIC_URL   | http://host/path         | without a path",
                "PUBLIC_URL   | LON=http://host          | no --region of that name",
                "PUBLIC_VIPS  | 127.100.0.0/40           | is not a network",
                "PENDING_WAIT | 5                        | 500ms, 5s",
                "CLIENT_IDLE  | 0s                       | more than 0",
                "ACCOUNT      | jdoe:secret-key:none     | NAME:API_KEY:TENANT_ID"
            })
    void aValueThatCannotBeUsedIsRefusedWithTheFlagAndTheRightForm(Setting setting, String value, String says) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings(Map.of(setting, List.of(value)), Map.of(), Optional.empty()))
                .withMessageContaining(setting.flag())
                .withMessageContaining(says)
                .withMessageNotContaining("secret-key");
    }

    @Test
    void regionsThatNobodyCouldTellApartAreRefused() {
        List<String> two = List.of("ORD=us-east-1:us-east-1a", "LON=eu-west-1:eu-west-1a");

        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings(Map.of(Setting.REGION, two), Map.of(), Optional.empty()))
                .withMessageContaining("--public-url");
    }

    @Test
    void aCertificateAndItsKeyGoTogether() {
        Map<Setting, List<String>> both =
                Map.of(Setting.TLS_CERT, List.of("/a/cert.pem"), Setting.TLS_KEY, List.of("/a/key.pem"));

        assertThat(settings(both, Map.of(), Optional.empty()).tlsFiles())
                .contains(new TlsFiles(Path.of("/a/cert.pem"), Path.of("/a/key.pem")));
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings(Map.of(Setting.TLS_CERT, List.of("/a/c.pem")), Map.of(), Optional.empty()))
                .withMessage("--tls-cert and --tls-key go together; --tls-key is missing");
    }

    @Test
    void limitsThatAreNotGivenKeepTheirUsualValue() {
        RunSettings settings =
                settings(Map.of(), Map.of("STEELYARD_LIMITS", "nodes=50, loadbalancers=1000"), Optional.empty());

        assertThat(settings.limits().of(Limit.NODES_PER_LOAD_BALANCER)).isEqualTo(50);
        assertThat(settings.limits().of(Limit.LOAD_BALANCERS)).isEqualTo(1000);
        assertThat(settings.limits().of(Limit.IDS_PER_BATCH)).isEqualTo(10);
    }

    @Test
    void loopbackNodesAreAllowedWhereTheApiIsOnLoopbackUnlessTheSettingSaysOtherwise() {
        assertThat(loopbackNodes(Map.of())).isTrue();
        assertThat(loopbackNodes(Map.of(Setting.LISTEN, List.of("192.0.2.1:8080"))))
                .isFalse();
        assertThat(loopbackNodes(
                        Map.of(Setting.LISTEN, List.of("[::]:8080"), Setting.LOOPBACK_NODES, List.of("allow"))))
                .isTrue();
        assertThat(loopbackNodes(Map.of(Setting.LOOPBACK_NODES, List.of("refuse"))))
                .isFalse();
    }

    private static boolean loopbackNodes(Map<Setting, List<String>> flags) {
        return settings(flags, Map.of(), Optional.empty()).loopbackNodes();
    }

    @Test
    void whatDoesNotExistIsRefusedByName() throws IOException {
        Path file = Files.writeString(directory.resolve("steelyard.conf"), "lisen = \"127.0.0.1:1\"\n");

        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings(Map.of(), Map.of("STEELYARD_LISEN", "x"), Optional.empty()))
                .withMessageContaining("STEELYARD_LISEN");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings(Map.of(), Map.of(), Optional.of(file)))
                .withMessageContaining("lisen");
    }

    @Test
    void filesThatCannotBeReadAreNamed() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings(Map.of(), Map.of(), Optional.of(directory.resolve("none"))))
                .withMessageContaining("none");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(
                        () -> settings(Map.of(Setting.ACCOUNT, List.of("@/nowhere/key")), Map.of(), Optional.empty()))
                .withMessageContaining("/nowhere/key");
    }

    private static RunSettings settings(
            Map<Setting, List<String>> flags, Map<String, String> environment, Optional<Path> file) {
        return RunSettings.of(SettingSources.of(flags, environment, file));
    }
}
