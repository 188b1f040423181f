package io.steelyard.bench.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Committed configurations, in which {@code @NAME@} stands for what is known only at the start. */
final class Template {
    private Template() {}

    /**
     * @param resource a file beside {@link io.steelyard.bench.Bench}
     * @param values by name
     */
    static String fill(String resource, Map<String, ?> values) {
        String text = read(resource);
        for (var value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue().toString());
        }
        return text;
    }

    private static String read(String resource) {
        try (InputStream in = Template.class.getResourceAsStream("/io/steelyard/bench/" + resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
