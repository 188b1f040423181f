package io.steelyard.api.rackspace.metadata;

import io.steelyard.api.body.Representation;
import io.steelyard.domain.metadata.MetadataItem;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Metadata as answers show it. */
public final class MetadataBody {
    private MetadataBody() {}

    static Representation one(MetadataItem item) {
        return Representation.of("meta", write(item));
    }

    static Representation list(List<MetadataItem> items) {
        return Representation.of("metadata", write(items));
    }

    public static ArrayNode write(List<MetadataItem> items) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        items.forEach(item -> list.add(write(item)));
        return list;
    }

    private static ObjectNode write(MetadataItem item) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", item.id())
                .put("key", item.key())
                .put("value", item.value());
    }
}
