package io.steelyard.api.operator;

import io.steelyard.api.body.Attributes;
import io.steelyard.domain.region.Zone;
import java.util.Optional;

/** Availability zones out of bodies. */
public final class Zones {
    private Zones() {}

    /** {@code "zone":"us-east-1a"}; what is wrong is reported to the attributes. */
    public static Optional<Zone> read(Attributes in) {
        return in.text("zone", Zone::isValid, "a zone's name, such as us-east-1a")
                .map(Zone::new);
    }
}
