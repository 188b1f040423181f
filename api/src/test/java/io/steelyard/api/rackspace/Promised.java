package io.steelyard.api.rackspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What spec/ promises of the Rackspace dialect, as far as it tells what may be sent.
 *
 * @param targets every operation that reads a body, as {@code PUT /path/{id}}
 * @param attributes every name in a schema
 * @param samples file names of the specification's samples
 */
record Promised(List<String> targets, Set<String> attributes, List<String> samples) {
    private static final Path SPEC = Path.of("../spec/rackspace");

    static Promised read() {
        JsonNode openApi = new JsonMapper().readTree(SPEC.resolve("openapi.json"));
        Set<String> attributes = new TreeSet<>();
        collect(openApi.path("components").path("schemas"), attributes);
        try (Stream<Path> files = Files.list(SPEC.resolve("samples"))) {
            return new Promised(
                    targets(openApi.path("paths")),
                    attributes,
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> targets(JsonNode paths) {
        List<String> targets = new ArrayList<>();
        paths.forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> {
            if (operation.has("requestBody")) {
                targets.add(method.toUpperCase(Locale.ROOT) + " " + path);
            }
        }));
        return targets;
    }

    private static void collect(JsonNode schema, Set<String> names) {
        schema.path("properties").forEachEntry((name, _) -> names.add(name));
        schema.forEach(part -> collect(part, names));
    }
}
