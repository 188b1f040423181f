package io.steelyard.control.metadata;

import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.metadata.MetadataItem;
import java.util.List;

/** An item of metadata to be added, within its ranges. */
public record NewMetadata(String key, String value) {
    MetadataItem withId(int id) {
        return new MetadataItem(id, key, value);
    }

    /**
     * The metadata of something new.
     *
     * @param items with different keys
     */
    public static Metadata of(List<NewMetadata> items) {
        Metadata all = Metadata.NONE;
        for (NewMetadata item : items) {
            all = all.with(item.withId(all.nextId()));
        }
        return all;
    }
}
