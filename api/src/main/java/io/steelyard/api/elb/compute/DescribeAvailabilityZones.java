package io.steelyard.api.elb.compute;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import java.util.List;

/** The zones of the caller's region. */
public final class DescribeAvailabilityZones implements Action {
    @Override
    public void answer(Call call, Xml result) {
        List<String> wanted = call.parameters().numbered("ZoneName");
        result.items(
                "availabilityZoneInfo",
                call.region().zones().stream()
                        .filter(zone -> wanted.isEmpty() || wanted.contains(zone.value()))
                        .toList(),
                (out, zone) -> out.text("zoneName", zone)
                        .text("zoneState", "available")
                        .text("regionName", call.region().awsName())
                        .part("messageSet", () -> {}));
    }
}
