package io.steelyard.server.discovery;

import io.steelyard.domain.instance.Instance;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What clouds call their servers by.
 *
 * @param groupKey the tag that names a server's group
 */
record FoundTags(String groupKey) {
    private static final int LONGEST_GROUP = 128;

    Optional<String> group(Map<String, String> all) {
        return Optional.ofNullable(all.get(groupKey))
                .filter(group -> !group.isBlank() && group.length() <= LONGEST_GROUP);
    }

    /** Those beside the group, as many as an instance has, by key. */
    SortedMap<String, String> others(Map<String, String> all) {
        SortedMap<String, String> others = new TreeMap<>(all);
        others.remove(groupKey);
        while (others.size() > Instance.MAX_TAGS) {
            others.pollLastEntry();
        }
        return others;
    }
}
