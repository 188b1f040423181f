package io.steelyard.api.elb.zone;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.region.Zone;
import java.util.List;
import java.util.stream.Stream;

/** Lets traffic go to more zones. */
public final class EnableZones implements Action {
    private final ClassicService classics;

    public EnableZones(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        List<Zone> added = Zones.require(call);
        List<Zone> all = classics.change(
                        call.caller(),
                        call.balancer(),
                        said -> said.withZones(Stream.concat(said.zones().stream(), added.stream())
                                .toList()))
                .zones();
        result.texts(Zones.NAME, all.stream().map(Zone::value).toList());
    }
}
