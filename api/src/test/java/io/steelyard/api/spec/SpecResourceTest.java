package io.steelyard.api.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecResourceTest {
    private static final Path SPEC = Path.of("..", "spec");
    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = RunningApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/spec", "/spec/", "/spec/index.html"})
    void beginsWithAnIndex(String path) {
        Answer answer = api.send(api.request(path).header("Accept", "text/html"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(answer.body()).contains("openapi.json");
    }

    @ParameterizedTest
    @CsvSource({
        "rackspace/openapi.json, application/json",
        "rackspace/loadbalancers.xsd, application/xml",
        "rackspace/README.md, text/markdown;charset=utf-8",
        "rackspace/samples/4.1.3.xml, application/xml",
        "rackspace/examples/faults.json, application/json"
    })
    void servesTheFilesOfTheBuild(String file, String type) throws IOException {
        Answer answer = api.send(api.request("/spec/" + file));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.body()).isEqualTo(Files.readString(SPEC.resolve(file)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/spec/nothing.json",
                "/spec/rackspace",
                "/spec/rackspace/",
                "/spec/..%2F..%2Fsteelyard%2Fapi%2FApiRoutes.class",
                "/spec/%2e%2e/api/ApiRoutes.class",
                "/spec/rackspace/../../../../logback.xml",
                "/spec//etc/passwd",
                "/spec/rackspace/openapi.json/x"
            })
    void servesNothingElse(String path) {
        assertThat(api.send(api.request(path)).status()).isIn(400, 404);
    }

    @Test
    void linksEveryFile() throws IOException {
        String index = Files.readString(SPEC.resolve("index.html"));
        try (Stream<Path> files = Files.walk(SPEC)) {
            List<String> paths = files.filter(Files::isRegularFile)
                    .map(file -> "/spec/" + SPEC.relativize(file))
                    .filter(path -> !path.endsWith("index.html"))
                    .toList();

            assertThat(paths).allMatch(path -> index.contains("\"" + path + "\""));
        }
    }
}
