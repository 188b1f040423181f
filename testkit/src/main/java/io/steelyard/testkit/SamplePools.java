package io.steelyard.testkit;

import io.steelyard.control.virtualip.VipBlock;
import io.steelyard.control.virtualip.VipPools;
import io.steelyard.domain.virtualip.VipType;
import java.util.List;
import java.util.stream.Stream;

/** Networks for virtual IPs, as settings write them. */
public final class SamplePools {
    private SamplePools() {}

    public static VipPools of(List<String> publicNetworks, List<String> servicenetNetworks) {
        return new VipPools(Stream.concat(
                        publicNetworks.stream().map(text -> VipBlock.parse(text, VipType.PUBLIC)),
                        servicenetNetworks.stream().map(text -> VipBlock.parse(text, VipType.SERVICENET)))
                .toList());
    }

    /** One of each type. */
    public static VipPools of(String publicNetwork, String servicenetNetwork) {
        return of(List.of(publicNetwork), List.of(servicenetNetwork));
    }
}
