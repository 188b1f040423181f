package io.steelyard.api.elb.zone;

import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.domain.region.Zone;
import java.util.List;

/** How zones are written. */
public final class Zones {
    static final String NAME = "AvailabilityZones";

    private Zones() {}

    /** Those of a request, all of them zones of its region; may be none. */
    public static List<Zone> read(Call call) {
        return zones(call, call.parameters().list(NAME));
    }

    /** The same, at least one. */
    static List<Zone> require(Call call) {
        return zones(call, call.parameters().requireList(NAME));
    }

    private static List<Zone> zones(Call call, List<String> texts) {
        return texts.stream().map(text -> zone(call, text)).toList();
    }

    private static Zone zone(Call call, String text) {
        return call.region().zones().stream()
                .filter(zone -> zone.value().equals(text))
                .findFirst()
                .orElseThrow(() -> QueryError.VALIDATION.because("Invalid availability zone: " + text));
    }
}
