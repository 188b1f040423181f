package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.zone.Zones;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.scaling.GroupSize;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a request says of a group. */
final class GroupForm {
    private static final int MOST = 10_000;
    private static final int LONGEST_TIME = 86_400;
    private static final String COOLDOWN = "DefaultCooldown";
    private static final String GRACE = "HealthCheckGracePeriod";
    private static final String CHECK = "HealthCheckType";
    private static final String SUBNETS = "VPCZoneIdentifier";
    /** What is shown unless somebody says otherwise. */
    static final Map<String, String> USUAL = Map.of(COOLDOWN, "300", GRACE, "0", CHECK, "EC2");

    private final Call call;
    private final Parameters in;

    GroupForm(Call call) {
        this.call = call;
        this.in = call.parameters();
    }

    /** What is not said stays; a desired number that no longer fits is the nearest that does. */
    GroupSize size(GroupSize before) {
        int least = in.number("MinSize", 0, MOST).orElse(before.least());
        int most = in.number("MaxSize", 0, MOST).orElse(before.most());
        if (least > most) {
            throw QueryError.VALIDATION.because("MinSize must be no more than MaxSize.");
        }
        return new GroupSize(
                least, most, in.number("DesiredCapacity", 0, MOST).orElse(Math.clamp(before.desired(), least, most)));
    }

    /** For a group that is new. */
    GroupSize size() {
        int least = in.requireNumber("MinSize", 0, MOST);
        return size(new GroupSize(least, in.requireNumber("MaxSize", 0, MOST), least));
    }

    List<Zone> zones(List<Zone> before) {
        List<Zone> named = Zones.read(call);
        return named.isEmpty() ? before : named;
    }

    /** For a group that is new. A subnet says nothing of its zone here, so that with subnets alone there are all. */
    List<Zone> zones() {
        if (Zones.read(call).isEmpty() && in.text(SUBNETS).isEmpty()) {
            throw QueryError.VALIDATION.because("At least one Availability Zone or VPC Subnet is required.");
        }
        return zones(call.region().zones());
    }

    Map<String, String> settings(Map<String, String> before) {
        Map<String, String> settings = new TreeMap<>(before);
        in.number(COOLDOWN, 0, LONGEST_TIME).ifPresent(seconds -> settings.put(COOLDOWN, seconds.toString()));
        in.number(GRACE, 0, LONGEST_TIME).ifPresent(seconds -> settings.put(GRACE, seconds.toString()));
        in.text(CHECK).ifPresent(type -> settings.put(CHECK, requireCheck(type)));
        for (String name : List.of(SUBNETS, "PlacementGroup")) {
            in.text(name).ifPresent(text -> settings.put(name, text));
        }
        return settings;
    }

    private static String requireCheck(String type) {
        if (!type.equals("EC2") && !type.equals("ELB")) {
            throw QueryError.VALIDATION.because(CHECK + " is EC2 or ELB.");
        }
        return type;
    }
}
