package io.steelyard.api.elb.compute;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.domain.region.Region;
import java.util.List;

/** The regions of this service, all of which have one endpoint. */
public final class DescribeRegions implements Action {
    private final List<Region> regions;

    public DescribeRegions(List<Region> regions) {
        this.regions = regions;
    }

    @Override
    public void answer(Call call, Xml result) {
        List<String> wanted = call.parameters().numbered("RegionName");
        result.items(
                "regionInfo",
                regions.stream()
                        .filter(region -> wanted.isEmpty() || wanted.contains(region.awsName()))
                        .toList(),
                (out, region) -> out.text("regionName", region.awsName()).text("regionEndpoint", call.host()));
    }
}
