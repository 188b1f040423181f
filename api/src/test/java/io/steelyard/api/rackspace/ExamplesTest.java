package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.AtomFeed;
import io.steelyard.api.RunningApi;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays the conversations of {@code spec/rackspace/examples}; its README says how they are meant. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "spec", "rackspace", "examples");
    private static final Instant NOW = Instant.parse("2010-11-30T03:23:42Z");
    private static final Pattern NUMBER = Pattern.compile("(?<=[/=])[0-9]+");
    private static final Pattern ID = Pattern.compile("\\b[0-9]+\\b");
    private static final Pattern SAMPLE_ID = Pattern.compile("(\\bid\"?\\s*[=:]\\s*\")([0-9]+)");

    private final Map<Integer, Integer> realIds = new HashMap<>();

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isTrue(Path example) throws IOException {
        JsonNode story = JsonMapper.shared().readTree(Files.readString(example));
        Given given = Given.of(story.path("given").stringValue("nothing"));
        try (RunningApi api = RunningApi.start(given.setup().withClock(() -> NOW))) {
            RunningApi.Client client = api.client();
            given.begin(api);
            for (JsonNode exchange : story.path("exchanges")) {
                Answer answer = api.send(request(client, exchange.path("request")));
                check(exchange.path("response"), answer);
                given.awaitApplied(client);
            }
            given.end(api);
        }
    }

    @Test
    void everySampleIsPlayed() throws IOException {
        StringBuilder stories = new StringBuilder();
        for (Path example : examples()) {
            stories.append(Files.readString(example));
        }
        try (Stream<Path> samples = Files.list(Sample.DIRECTORY)) {
            assertThat(samples).allMatch(sample -> stories.indexOf("\"" + sample.getFileName() + "\"") >= 0);
        }
        assertThat(Decisions.samples()).allMatch(sample -> stories.indexOf("\"" + sample + "\"") >= 0);
    }

    private HttpRequest.Builder request(RunningApi.Client client, JsonNode request) {
        String path =
                NUMBER.matcher(request.path("path").stringValue()).replaceAll(id -> real(Integer.parseInt(id.group())));
        HttpRequest.Builder built = client.request(path);
        if (request.has("token")) {
            built.setHeader("X-Auth-Token", request.path("token").stringValue());
        }
        return built.method(request.path("method").stringValue(), body(built, request));
    }

    private HttpRequest.BodyPublisher body(HttpRequest.Builder built, JsonNode request) {
        if (request.has("sample")) {
            Sample sample = Sample.read(request.path("sample").stringValue());
            built.header("Content-Type", sample.mediaType());
            return BodyPublishers.ofString(SAMPLE_ID
                    .matcher(sample.text())
                    .replaceAll(id -> id.group(1) + real(Integer.parseInt(id.group(2)))));
        }
        if (request.has("body")) {
            built.header("Content-Type", "application/json");
            return BodyPublishers.ofString(request.path("body").toString());
        }
        return BodyPublishers.noBody();
    }

    private String real(int id) {
        return Integer.toString(realIds.getOrDefault(id, id));
    }

    private void check(JsonNode expected, Answer answer) {
        assertThat(answer.status())
                .as(answer.body())
                .isEqualTo(expected.path("status").intValue());
        expected.path("binds")
                .properties()
                .forEach(bind -> realIds.put(bind.getValue().intValue(), answer.number(bind.getKey())));
        if (expected.has("body")) {
            compare("", expected.path("body"), answer.json());
        }
        if (expected.has("feed")) {
            List<String> entries = new ArrayList<>();
            expected.path("feed")
                    .forEach(entry -> entries.add(
                            ID.matcher(entry.stringValue()).replaceAll(id -> real(Integer.parseInt(id.group())))));
            assertThat(AtomFeed.read(answer.body()).lines()).isEqualTo(entries);
        }
        if (expected.has("sample")) {
            Sample sample = Sample.read(expected.path("sample").stringValue());
            Decisions.explain(sample.file(), sample.differencesOf(answer.body(), realIds));
        }
    }

    private void compare(String where, JsonNode expected, JsonNode actual) {
        if (expected.isObject()) {
            assertThat(actual.propertyNames()).as(where).containsExactlyInAnyOrderElementsOf(expected.propertyNames());
            expected.properties()
                    .forEach(property -> compare(
                            where + "/" + property.getKey(), property.getValue(), actual.path(property.getKey())));
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(where).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                compare(where + "/" + i, expected.path(i), actual.path(i));
            }
        } else if (where.endsWith("/id")) {
            Integer real = realIds.computeIfAbsent(expected.intValue(), id -> actual.intValue());
            assertThat(actual.intValue()).as(where).isPositive().isEqualTo(real);
        } else {
            assertThat(actual).as(where).isEqualTo(expected);
        }
    }
}
