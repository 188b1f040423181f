package io.steelyard.domain.metadata;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    public Optional<MetadataItem> item(int id) {
        return items.stream().filter(item -> item.id() == id).findFirst();
    }

    public boolean hasKey(String key) {
        return items.stream().anyMatch(item -> item.key().equals(key));
    }

    /** The lowest id above all that are there. */
    public int nextId() {
        return items.stream().mapToInt(MetadataItem::id).max().orElse(0) + 1;
    }

    /** With one more, the newest. */
    public Metadata with(MetadataItem added) {
        return new Metadata(Stream.concat(items.stream(), Stream.of(added)).toList());
    }

    /** With the item exchanged that has the same id. */
    public Metadata withChanged(MetadataItem changed) {
        return new Metadata(items.stream()
                .map(item -> item.id() == changed.id() ? changed : item)
                .toList());
    }

    public Metadata without(Collection<Integer> ids) {
        return new Metadata(
                items.stream().filter(item -> !ids.contains(item.id())).toList());
    }
}
