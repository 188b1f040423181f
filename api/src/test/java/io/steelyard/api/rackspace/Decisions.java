package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where and why answers differ from the samples: {@code spec/rackspace/decisions.json}. */
final class Decisions {
    private static final Path FILE = Path.of("..", "spec", "rackspace", "decisions.json");
    private static final JsonNode DECISIONS = read();

    private Decisions() {}

    /** Every difference has a decision, and every decision on this sample a difference. */
    static void explain(String sample, List<String> differences) {
        List<String> own = patterns(DECISIONS.path(sample));
        List<String> everywhere = patterns(DECISIONS.path("everywhere"));

        assertThat(differences)
                .as("differences from %s", sample)
                .allMatch(difference -> matches(own, difference) || matches(everywhere, difference));
        assertThat(own)
                .as("decisions on %s", sample)
                .allMatch(pattern -> differences.stream().anyMatch(line -> matches(List.of(pattern), line)));
    }

    static List<String> samples() {
        return DECISIONS.propertyNames().stream()
                .filter(name -> !name.equals("everywhere"))
                .toList();
    }

    private static List<String> patterns(JsonNode decisions) {
        return List.copyOf(decisions.propertyNames());
    }

    private static boolean matches(List<String> patterns, String line) {
        return patterns.stream()
                .anyMatch(pattern -> Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), line));
    }

    private static JsonNode read() {
        try {
            return JsonMapper.shared().readTree(Files.readString(FILE));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
