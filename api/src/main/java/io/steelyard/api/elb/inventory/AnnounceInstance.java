package io.steelyard.api.elb.inventory;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.api.elb.tag.Tags;
import io.steelyard.control.instance.AnnouncementService;
import io.steelyard.domain.classic.Tag;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.region.Region;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A server says what it is. */
public final class AnnounceInstance implements Action {
    private static final int LONGEST_GROUP = 128;

    private final AnnouncementService announcements;
    private final List<Zone> zones;

    public AnnounceInstance(AnnouncementService announcements, List<Region> regions) {
        this.announcements = announcements;
        this.zones = regions.stream().flatMap(region -> region.zones().stream()).toList();
    }

    @Override
    public void answer(Call call, Xml result) {
        Parameters in = call.parameters();
        Instance said = new Instance(
                AnnouncedId.of(in),
                address(in),
                zone(in),
                Instance.State.RUNNING,
                in.text("Group").map(AnnounceInstance::group),
                Tags.read(in).stream().collect(Collectors.toMap(Tag::key, Tag::value)));
        int life = in.requireNumber("LifeSeconds", (int) AnnouncementService.SHORTEST_LIFE.toSeconds(), (int)
                AnnouncementService.LONGEST_LIFE.toSeconds());
        announcements.announce(call.caller().tenant(), said, Duration.ofSeconds(life));
        result.text("InstanceId", said.id()).text("OwnerId", call.caller().tenant());
    }

    private static IpAddress address(Parameters in) {
        return IpAddress.parse(in.require("Address"))
                .orElseThrow(() -> QueryError.VALIDATION.because("Address must be an IPv4 or IPv6 address."));
    }

    private Zone zone(Parameters in) {
        String text = in.require("AvailabilityZone");
        return zones.stream()
                .filter(zone -> zone.value().equals(text))
                .findFirst()
                .orElseThrow(() -> QueryError.VALIDATION.because("AvailabilityZone must be one of "
                        + zones.stream().map(Zone::value).collect(Collectors.joining(", ")) + "."));
    }

    private static String group(String text) {
        if (text.isBlank() || text.length() > LONGEST_GROUP) {
            throw QueryError.VALIDATION.because("Group must have 1 to " + LONGEST_GROUP + " characters.");
        }
        return text;
    }
}
