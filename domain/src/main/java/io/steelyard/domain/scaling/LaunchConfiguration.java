package io.steelyard.domain.scaling;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.region.RegionName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What servers of a group are made from, as it was said. Nothing is made here; groups name it.
 *
 * @param name unique in its account and region: {@link ScalingGroup#isValidName}
 * @param settings by the names that the dialect has for them
 */
public record LaunchConfiguration(
        TenantId tenant,
        RegionName region,
        String name,
        Map<String, String> settings,
        List<String> securityGroups,
        Instant created) {
    public LaunchConfiguration {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        securityGroups = List.copyOf(securityGroups);
    }
}
