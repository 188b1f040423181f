package io.steelyard.conformance.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.OperatorClient;
import io.steelyard.conformance.RackspaceClient.Answer;
import io.steelyard.conformance.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Private keys and the master key are nowhere but where they belong, whatever was asked and whatever crashed. */
class SecrecyTest {
    private static final String TERMINATION = "/ssltermination";

    @TempDir
    private Path directory;

    private final List<String> answers = new ArrayList<>();

    @Test
    void aKeyIsRecognizedInEveryForm() throws Exception {
        for (Certificate certificate :
                List.of(Certificate.selfSigned(directory, "ec.test"), Certificate.rsa(directory, "rsa.test"))) {
            SecretText secret = SecretText.ofKey(certificate);
            String body = certificate.key().replaceAll("-----[A-Z ]*-----", "").strip();
            byte[] encoded = Base64.getMimeDecoder().decode(body);

            assertThat(secret.isIn(certificate.key())).isTrue();
            assertThat(secret.isIn(certificate.termination())).isTrue();
            assertThat(secret.isIn(new String(encoded, StandardCharsets.ISO_8859_1)))
                    .isTrue();
            assertThat(secret.isIn(HexFormat.of().formatHex(encoded))).isTrue();
            assertThat(secret.isIn(certificate.certificate())).isFalse();
        }
    }

    @Test
    void noKeyIsInAnyFileAnswerOrLog() throws Exception {
        List<Certificate> certificates = List.of(
                Certificate.selfSigned(directory, "a.test"),
                Certificate.rsa(directory, "b.test"),
                Certificate.issued(directory, "c.test"));
        List<SecretText> keys = new ArrayList<>();
        for (Certificate certificate : certificates) {
            keys.add(SecretText.ofKey(certificate));
        }
        Path data = directory.resolve("data");
        try (Site site = Site.start(data)) {
            JsonNode balancer = site.create("\"protocol\":\"HTTP\",\"port\":8080,\"sslTermination\":"
                    + certificates.getFirst().termination("\"securePort\":8443"));
            write(site, balancer, certificates);
            read(site, balancer);

            byte[] master = HexFormat.of()
                    .parseHex(Files.readString(data.resolve("master.key")).strip());
            assertHidden(site, data, keys, SecretText.of(master));
            site.killAll();
            assertHidden(site, data, keys, SecretText.of(master));
            site.client().delete(Site.path(balancer));
            site.close();
            assertHidden(site, data, keys, SecretText.of(master));
        }
    }

    /** Everything that takes a key, or is told one where none belongs. */
    private void write(Site site, JsonNode balancer, List<Certificate> certificates) throws Exception {
        String path = Site.path(balancer);
        Certificate second = certificates.get(1);
        Certificate third = certificates.get(2);
        answers.add(balancer.toString());
        answers.add(
                site.change("PUT", balancer, TERMINATION, second.termination()).toString());
        answers.add(site.change("POST", balancer, TERMINATION + "/certificatemappings", third.mapping("c.test"))
                .toString());
        answers.add(call(site, "PUT", path + TERMINATION + "?dryRun=true", third.termination(), 200));
        answers.add(call(
                site,
                "PUT",
                path + TERMINATION,
                third.termination().replace(third.certificate().substring(40, 60), "x"),
                400));
        answers.add(call(site, "PUT", path + TERMINATION, second.termination("\"unknown\":1"), 400));
        answers.add(call(site, "PUT", path + TERMINATION, second.termination().replace("}", ""), 400));
        answers.add(call(site, "PUT", path, second.termination(), 400));
        answers.add(call(site, "PUT", path + "/errorpage", second.termination(), 400));
        answers.add(call(site, "POST", "loadbalancers", second.termination(), 400));
        answers.add(new String(
                site.client()
                        .send(
                                "POST",
                                "loadbalancers",
                                Map.of("Content-Type", "application/json", "Idempotency-Key", "once"),
                                "{\"name\":\"b\",\"protocol\":\"HTTP\",\"port\":8081,\"virtualIps\":[{\"type\":\"PUBLIC\"}],"
                                        + "\"sslTermination\":" + third.termination("\"securePort\":9443") + "}")
                        .body(),
                StandardCharsets.UTF_8));
    }

    private static String call(Site site, String verb, String path, String body, int status) throws Exception {
        Answer answer = site.client().call(verb, path, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        return answer.body().toString();
    }

    /** Everything that may speak of what was written. */
    private void read(Site site, JsonNode balancer) throws Exception {
        String path = Site.path(balancer);
        for (String each : List.of(
                "loadbalancers",
                path,
                path + ".xml",
                path + TERMINATION,
                path + TERMINATION + ".xml",
                path + TERMINATION + "/certificatemappings",
                path + TERMINATION + "/certificatemappings/1",
                path + "/history",
                path + "/history/1",
                path + "/history/2",
                path + "/history/3",
                "events?since=0")) {
            answers.add(site.client().text(each));
        }
        try (OperatorClient operator = OperatorClient.of(site.service())) {
            int id = balancer.path("id").asInt();
            for (String each : List.of(
                    "/operator/v1/audit",
                    "/operator/v1/events",
                    "/operator/v1/jobs",
                    "/operator/v1/loadbalancers/" + id,
                    "/operator/v1/loadbalancers/" + id + "/events",
                    "/operator/v1/loadbalancers/" + id + "/history",
                    "/metrics")) {
                var answer = operator.get(each);
                assertThat(answer.statusCode()).as(each).isEqualTo(200);
                answers.add(answer.body());
            }
        }
    }

    private void assertHidden(Site site, Path data, List<SecretText> keys, SecretText master) throws IOException {
        List<SecretText> all = new ArrayList<>(keys);
        all.add(master);
        assertThat(SecretText.filesWith(data, keys)).isEmpty();
        assertThat(SecretText.filesWith(data, List.of(master))).containsExactly(data.resolve("master.key"));
        answers.add(site.service().log());
        answers.addAll(site.service().output());
        answers.addAll(commandLines(site));
        assertThat(answers).noneMatch(answer -> all.stream().anyMatch(secret -> secret.isIn(answer)));
    }

    private static List<String> commandLines(Site site) {
        List<String> lines = new ArrayList<>();
        site.service().control().info().commandLine().ifPresent(lines::add);
        site.service()
                .control()
                .descendants()
                .forEach(process -> process.info().commandLine().ifPresent(lines::add));
        return lines;
    }
}
