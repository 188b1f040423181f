package io.steelyard.api.body;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is answered, before a format is chosen.
 *
 * @param root what a format with a root element calls it
 * @param content an object or a list
 * @param wrapped whether JSON puts {@code content} under {@code root} too
 */
public record Representation(String root, JsonNode content, boolean wrapped) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    public static Representation of(String root, JsonNode content) {
        return new Representation(root, content, true);
    }

    /** A list of what is made of each. */
    public static <T> Representation list(String root, Collection<T> all, Function<T, ? extends JsonNode> item) {
        return of(root, NODES.arrayNode().addAll(all.stream().map(item).toList()));
    }

    public static Representation bare(String root, JsonNode content) {
        return new Representation(root, content, false);
    }

    /**
     * As it can be kept; {@link #ofText} reads it.
     *
     * @throws IllegalStateException when it is not wrapped
     */
    public String text() {
        if (!wrapped) {
            throw new IllegalStateException(root + " is not wrapped");
        }
        return new String(JsonFormat.write(json()), StandardCharsets.UTF_8);
    }

    public static Representation ofText(String text) {
        JsonNode tree = JsonFormat.read(text.getBytes(StandardCharsets.UTF_8));
        String root = tree.propertyNames().iterator().next();
        return of(root, tree.path(root));
    }

    /** The tree that JSON shows. */
    JsonNode json() {
        ObjectNode wrapper = NODES.objectNode();
        return wrapped ? wrapper.set(root, content) : content;
    }
}
