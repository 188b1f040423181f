package io.steelyard.api.rackspace.metadata;

import io.steelyard.api.body.Attributes;
import io.steelyard.control.metadata.MetadataChange;
import io.steelyard.control.metadata.NewMetadata;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.metadata.MetadataItem;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.refusal.Violation.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Metadata as requests ask for it. */
public final class NewMetadataBody {
    private static final String LIST = "metadata";
    private static final String ITEM = "meta";

    private NewMetadataBody() {}

    /** The readable items of a body that is a list of them, in any of its forms, or a single one. */
    static List<NewMetadata> read(@Nullable JsonNode body, List<Violation> violations) {
        Attributes in = Attributes.of(body == null || body.has(LIST) ? body : wrapped(body), violations);
        List<NewMetadata> items = list(in);
        in.refuseOthers();
        return items;
    }

    private static JsonNode wrapped(JsonNode body) {
        boolean bareItem = body.isObject() && !body.has(ITEM);
        return JsonNodeFactory.instance
                .objectNode()
                .set(LIST, bareItem ? JsonNodeFactory.instance.arrayNode().add(body) : body);
    }

    /** The metadata of something to be made, as far as it can be read. */
    public static Metadata of(Attributes owner) {
        return NewMetadata.of(list(owner));
    }

    private static List<NewMetadata> list(Attributes owner) {
        Map<String, NewMetadata> items = new LinkedHashMap<>();
        for (Attributes item : owner.list(LIST, ITEM)) {
            read(item).ifPresent(read -> {
                if (items.putIfAbsent(read.key(), read) != null) {
                    item.refuse(Rule.DUPLICATE, "unique", "key");
                }
            });
        }
        return List.copyOf(items.values());
    }

    private static Optional<NewMetadata> read(Attributes in) {
        in.require("key", "value");
        Optional<String> key = key(in);
        Optional<String> value = value(in);
        in.refuse(Rule.IMMUTABLE, "left out: the service sets it", "id");
        in.refuseOthers();
        return key.flatMap(given -> value.map(said -> new NewMetadata(given, said)));
    }

    /** An id that is repeated as it was shown does no harm. */
    static MetadataChange change(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.unwrapped(body, ITEM, violations);
        Optional<String> key = key(in);
        Optional<String> value = value(in);
        in.has("id");
        in.refuseOthers();
        return new MetadataChange(key, value, violations);
    }

    private static Optional<String> key(Attributes in) {
        return in.text("key", MetadataItem::isKey, "1 to " + MetadataItem.MAX_KEY + " characters");
    }

    private static Optional<String> value(Attributes in) {
        return in.text("value", MetadataItem::isValue, "at most " + MetadataItem.MAX_VALUE + " characters");
    }
}
