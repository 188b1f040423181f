package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import io.steelyard.testkit.tls.Openssl;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code /loadbalancers/{id}/ssltermination} and what is below it, asked and answered in either format. */
class SslTerminationOperationsTest {
    private static final TestCertificate USUAL = TestCertificate.selfSigned("usual.test");
    private static final TestCertificate ISSUED = TestCertificate.issued("shop.test");

    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void isSetShownChangedAndTakenAway(Format format) {
        String path = path(client.activeLoadBalancer());
        assertThat(send("GET", path, format, "").status()).isEqualTo(404);

        Answer set = send("PUT", path, format, termination(format, ISSUED, Map.of("securePort", "8443")));

        assertThat(set.status()).as(set.body()).isEqualTo(202);
        Answer shown = send("GET", path, format, "");
        assertThat(shown.body()).isEqualTo(set.body()).doesNotContain("PRIVATE KEY");
        Map<String, String> values = values(format, shown.body());
        assertThat(values)
                .containsEntry("/sslTermination/enabled", "true")
                .containsEntry("/sslTermination/securePort", "8443")
                .containsEntry("/sslTermination/secureTrafficOnly", "false")
                .containsEntry("/sslTermination/cipherProfile", "DEFAULT");
        assertThat(values.get("/sslTermination/certificate")).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(values.get("/sslTermination/intermediateCertificate")).startsWith("-----BEGIN CERTIFICATE-----");

        assertThat(client.put(
                                path,
                                "{\"secureTrafficOnly\":true,\"securityProtocols\":[{\"securityProtocolName\":\"TLS_11\","
                                        + "\"securityProtocolStatus\":\"ENABLED\"}]}")
                        .status())
                .isEqualTo(202);
        Answer changed = client.get(path);
        assertThat(changed.text("/sslTermination/certificate")).isEqualTo(ISSUED.certificate());
        assertThat(changed.text("/sslTermination/securityProtocols/1/securityProtocolStatus"))
                .isEqualTo("ENABLED");

        assertThat(send("DELETE", path, format, "").status()).isEqualTo(202);
        assertThat(send("GET", path, format, "").status()).isEqualTo(404);
        assertThat(send("DELETE", path, format, "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    void ciphersFollowTheProfile(Format format) {
        String path = path(client.activeLoadBalancer());
        client.put(path, termination(Format.JSON, USUAL, Map.of("cipherProfile", "MODERN")));

        Answer modern = send("GET", path + "/ciphers", format, "");
        client.put(path, "{\"cipherProfile\":\"COMPATIBLE\"}");
        Answer compatible = send("GET", path + "/ciphers", format, "");

        assertThat(modern.body()).contains("TLS_AES_128_GCM_SHA256").doesNotContain("_CBC_");
        assertThat(compatible.body()).contains("TLS_RSA_WITH_AES_128_CBC_SHA");
    }

    @ParameterizedTest
    @EnumSource
    void anAccountHasSoManyHostsAsItMay(Format format) {
        int id = client.activeLoadBalancer();
        String path = path(id) + "/certificatemappings";
        client.put(path(id), termination(Format.JSON, USUAL, Map.of()));
        api.send(api.operator("/operator/v1/accounts/" + RunningApi.TENANT + "/limits")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"limits\":{\"certificatemappings\":1}}")));

        assertThat(send("POST", path, format, mapping(format, "a.shop.test", ISSUED))
                        .status())
                .isEqualTo(202);
        Answer refused = send("POST", path, format, mapping(format, "b.shop.test", ISSUED));

        assertThat(refused.status()).as(refused.body()).isEqualTo(413);
        assertThat(refused.body()).contains("A load balancer may have 1 certificate mappings.");
        assertThat(client.get(path).json().path("certificateMappings").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void hostsHaveCertificatesOfTheirOwn(Format format) {
        int id = client.activeLoadBalancer();
        String path = path(id) + "/certificatemappings";
        assertThat(send("GET", path, format, "").status()).isEqualTo(404);
        client.put(path(id), termination(Format.JSON, USUAL, Map.of()));

        Answer added = send("POST", path, format, mapping(format, "WWW.shop.test", ISSUED));

        assertThat(added.status()).as(added.body()).isEqualTo(202);
        assertThat(added.body()).doesNotContain("PRIVATE KEY");
        assertThat(values(format, added.body()))
                .containsEntry("/certificateMapping/id", "1")
                .containsEntry("/certificateMapping/hostName", "www.shop.test");
        assertThat(send("GET", path + "/1", format, "").body()).isEqualTo(added.body());
        assertThat(client.post(path, mapping(Format.JSON, "www.shop.test", USUAL))
                        .sentences())
                .containsExactly("hostName must be one without a mapping, which www.shop.test has.");
        assertThat(client.put(path + "/1", "{\"certificateMapping\":{\"hostName\":\"*.shop.test\"}}")
                        .status())
                .isEqualTo(202);
        assertThat(send("GET", path, format, "").body()).contains("*.shop.test").doesNotContain("BEGIN");
        assertThat(send("DELETE", path + "/1", format, "").status()).isEqualTo(202);
        assertThat(send("DELETE", path + "/1", format, "").status()).isEqualTo(404);
        assertThat(client.post(path, mapping(Format.JSON, "www.shop.test", USUAL))
                        .number("/certificateMapping/id"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void isGivenAtCreation(Format format) {
        String inner = termination(format, USUAL, Map.of("secureTrafficOnly", "true"));
        Answer made = send(
                "POST",
                "/loadbalancers",
                format,
                format == Format.XML
                        ? "<loadBalancer name='a' protocol='HTTP' httpsRedirect='true'><virtualIps>"
                                + "<virtualIp type='PUBLIC'/></virtualIps>" + inner + "</loadBalancer>"
                        : "{\"name\":\"a\",\"protocol\":\"HTTP\",\"virtualIps\":[{\"type\":\"PUBLIC\"}],"
                                + "\"httpsRedirect\":true,\"sslTermination\":" + inner + "}");

        assertThat(made.status()).as(made.body()).isEqualTo(202);
        assertThat(made.body()).doesNotContain("PRIVATE KEY");
        assertThat(values(format, made.body()))
                .containsEntry("/loadBalancer/httpsRedirect", "true")
                .containsEntry("/loadBalancer/sslTermination/securePort", "443");
    }

    @ParameterizedTest
    @EnumSource
    void redirectsWhereTlsIsAlone(Format format) {
        int id = client.activeLoadBalancer();
        String redirect = format == Format.XML
                ? "<loadBalancer httpsRedirect='true'/>"
                : "{\"loadBalancer\":{\"httpsRedirect\":true}}";
        assertThat(send("PUT", "/loadbalancers/" + id, format, redirect).status())
                .isEqualTo(400);
        client.put(path(id), termination(Format.JSON, USUAL, Map.of("secureTrafficOnly", "true")));

        assertThat(send("PUT", "/loadbalancers/" + id, format, redirect).status())
                .isEqualTo(202);

        assertThat(client.get("/loadbalancers/" + id).body()).contains("\"httpsRedirect\":true");
        assertThat(client.put(path(id), "{\"secureTrafficOnly\":false}").sentences())
                .singleElement()
                .asString()
                .startsWith("httpsRedirect must be false unless");
        assertThat(client.delete(path(id)).status()).isEqualTo(400);
    }

    @Test
    void everyProblemIsNamed(@TempDir Path directory) throws IOException {
        String path = path(client.activeLoadBalancer());
        TestCertificate weak = TestCertificate.rsa("weak.test", 1024);
        Path plain = Files.writeString(directory.resolve("key"), USUAL.privateKey());
        String encrypted = Openssl.run("", "pkcs8", "-topk8", "-in", plain.toString(), "-passout", "pass:x");

        assertThat(problem(path, USUAL.certificate(), ISSUED.privateKey(), ""))
                .contains("privatekey must be the key of");
        assertThat(problem(path, USUAL.certificate(), encrypted, ""))
                .contains("privatekey must be a key that is not encrypted");
        assertThat(problem(path, weak.certificate(), weak.privateKey(), ""))
                .contains("has 1024 bits, and 2048 are needed");
        assertThat(problem(path, "nonsense", USUAL.privateKey(), ""))
                .contains("certificate must be a certificate in PEM");
        assertThat(problem(path, ISSUED.chain(), ISSUED.privateKey(), ""))
                .contains("certificate must be one certificate");
        assertThat(problem(
                        path,
                        ISSUED.certificate(),
                        ISSUED.privateKey(),
                        ISSUED.intermediates().getLast()
                                + ISSUED.intermediates().getFirst()))
                .contains("in order", "number 2 certifies the certificate");
        assertThat(problem(path, ISSUED.certificate(), ISSUED.privateKey(), USUAL.certificate()))
                .contains("number 1 does not certify the certificate");
        assertThat(client.put(path, "{\"securePort\":443}").sentences())
                .containsExactly("certificate must be given.", "privatekey must be given.");
        assertThat(client.put(path, termination(Format.JSON, USUAL, Map.of("securePort", "80")))
                        .sentences())
                .containsExactly("securePort must be another port than the load balancer's own, which is 80.");
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void anExpiredCertificateIsRefused() {
        InstantSource later = InstantSource.fixed(Instant.now().plus(Duration.ofDays(60)));
        try (RunningApi future = RunningApi.start(ApiSetup.usual().withClock(later))) {
            RunningApi.Client tenant = future.client();

            Answer refused = tenant.put(path(tenant.activeLoadBalancer()), termination(Format.JSON, USUAL, Map.of()));

            assertThat(refused.sentences())
                    .singleElement()
                    .asString()
                    .startsWith("certificate must be valid now: it expired at ");
        }
    }

    private String problem(String path, String certificate, String key, String chain) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("certificate", certificate);
        attributes.put("privatekey", key);
        attributes.put("intermediateCertificate", chain);
        Answer refused = client.put(path, json(attributes));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).doesNotContain("PRIVATE KEY-----\\n");
        return String.join(" ", refused.sentences());
    }

    private static String termination(Format format, TestCertificate certificate, Map<String, String> more) {
        Map<String, String> attributes = attributes(certificate, "privatekey");
        attributes.putAll(more);
        return format == Format.XML ? xml("sslTermination", attributes) : json(attributes);
    }

    private static String mapping(Format format, String host, TestCertificate certificate) {
        Map<String, String> attributes = attributes(certificate, "privateKey");
        attributes.put("hostName", host);
        return format == Format.XML ? xml("certificateMapping", attributes) : json(attributes);
    }

    private static Map<String, String> attributes(TestCertificate certificate, String keyName) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("certificate", certificate.certificate());
        attributes.put(keyName, certificate.privateKey());
        if (!certificate.intermediates().isEmpty()) {
            attributes.put("intermediateCertificate", String.join("", certificate.intermediates()));
        }
        return attributes;
    }

    private static String json(Map<String, String> attributes) {
        List<String> members = new ArrayList<>();
        attributes.forEach((name, value) -> members.add("\"" + name + "\":\"" + value.replace("\n", "\\n") + "\""));
        return "{" + String.join(",", members) + "}";
    }

    private static String xml(String name, Map<String, String> attributes) {
        StringBuilder body = new StringBuilder("<" + name + ">");
        attributes.forEach((member, value) -> body.append("<" + member + ">" + value + "</" + member + ">"));
        return body + "</" + name + ">";
    }

    private static String path(int id) {
        return "/loadbalancers/" + id + "/ssltermination";
    }

    private Answer send(String verb, String path, Format format, String body) {
        return api.send(client.request(path + "." + format.name().toLowerCase(Locale.ROOT))
                .header("Content-Type", format.mediaType().toString())
                .method(verb, BodyPublishers.ofString(body)));
    }

    private static Map<String, String> values(Format format, String body) {
        return format == Format.XML ? Values.ofXmlAsJson(body) : Values.ofJson(body);
    }
}
