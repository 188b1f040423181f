package io.steelyard.api.elb.zone;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.region.Zone;
import java.util.List;

/** Lets traffic go to fewer zones; what is open to their instances may end. */
public final class DisableZones implements Action {
    private final ClassicService classics;

    public DisableZones(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        List<Zone> removed = Zones.require(call);
        List<Zone> left = classics.change(call.caller(), call.balancer(), said -> without(said, removed))
                .zones();
        result.texts(Zones.NAME, left.stream().map(Zone::value).toList());
    }

    private static Classic without(Classic said, List<Zone> removed) {
        List<Zone> left =
                said.zones().stream().filter(zone -> !removed.contains(zone)).toList();
        if (left.isEmpty()) {
            throw QueryError.INVALID_CONFIGURATION.because("A load balancer keeps at least one availability zone.");
        }
        return said.withZones(left);
    }
}
