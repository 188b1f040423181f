package io.steelyard.control.metadata;

import io.steelyard.domain.metadata.MetadataItem;
import io.steelyard.domain.refusal.Violation;
import java.util.List;
import java.util.Optional;

/**
 * What is to be otherwise about an item of metadata; what is empty stays.
 *
 * @param violations what the dialect found wrong while reading
 */
public record MetadataChange(Optional<String> key, Optional<String> value, List<Violation> violations) {
    public MetadataChange {
        violations = List.copyOf(violations);
    }

    boolean isEmpty() {
        return key.isEmpty() && value.isEmpty();
    }

    MetadataItem of(MetadataItem item) {
        return new MetadataItem(item.id(), key.orElse(item.key()), value.orElse(item.value()));
    }
}
