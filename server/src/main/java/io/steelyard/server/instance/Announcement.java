package io.steelyard.server.instance;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a server says of itself.
 *
 * @param life how long it counts, in whole seconds
 */
record Announcement(
        String id, String address, String zone, Optional<String> group, Map<String, String> tags, Duration life) {
    Announcement {
        tags = Map.copyOf(tags);
    }

    Map<String, String> parameters() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("InstanceId", id);
        all.put("Address", address);
        all.put("AvailabilityZone", zone);
        all.put("LifeSeconds", Long.toString(Math.max(1, life.toSeconds())));
        group.ifPresent(name -> all.put("Group", name));
        int number = 1;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            all.put("Tags.member." + number + ".Key", tag.getKey());
            all.put("Tags.member." + number + ".Value", tag.getValue());
            number++;
        }
        return all;
    }
}
