package io.steelyard.domain.metadata;

import java.util.List;

/**
 * What a tenant noted of a balancer or node.
 *
 * @param items oldest first, with different ids and different keys
 */
public record Metadata(List<MetadataItem> items) {
    public static final Metadata NONE = new Metadata(List.of());

    public Metadata {
        items = List.copyOf(items);
        if (items.stream().map(MetadataItem::id).distinct().count() < items.size()
                || items.stream().map(MetadataItem::key).distinct().count() < items.size()) {
            throw new IllegalArgumentException("two items of metadata have one id or one key");
        }
    }
}
