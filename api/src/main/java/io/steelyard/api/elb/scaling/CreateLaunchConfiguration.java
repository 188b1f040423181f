package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.scaling.ScalingService;
import io.steelyard.domain.scaling.LaunchConfiguration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what servers would be made from; groups name it. */
public final class CreateLaunchConfiguration implements Action {
    /** What is kept and shown of it, beside its name and its security groups. */
    static final List<String> SETTINGS = List.of(
            "ImageId",
            "InstanceType",
            "KeyName",
            "UserData",
            "KernelId",
            "RamdiskId",
            "SpotPrice",
            "IamInstanceProfile",
            "EbsOptimized",
            "AssociatePublicIpAddress",
            "PlacementTenancy");

    private static final int LONGEST = 21_847;

    private final ScalingService scaling;
    private final InstantSource clock;

    public CreateLaunchConfiguration(ScalingService scaling, InstantSource clock) {
        this.scaling = scaling;
        this.clock = clock;
    }

    @Override
    public void answer(Call call, Xml result) {
        scaling.create(new LaunchConfiguration(
                call.caller().tenant(),
                call.caller().region(),
                Names.requireNew(call, Names.LAUNCH_CONFIGURATION),
                settings(call),
                call.parameters().list("SecurityGroups"),
                clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    private static Map<String, String> settings(Call call) {
        Map<String, String> settings = new TreeMap<>();
        SETTINGS.forEach(name ->
                call.parameters().text(name).ifPresent(value -> settings.put(name, requireShort(name, value))));
        return settings;
    }

    private static String requireShort(String name, String value) {
        if (value.length() > LONGEST) {
            throw QueryError.VALIDATION.because(name + " has at most " + LONGEST + " characters.");
        }
        return value;
    }
}
