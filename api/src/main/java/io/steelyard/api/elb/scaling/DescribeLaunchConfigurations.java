package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.scaling.ScalingService;
import io.steelyard.domain.scaling.LaunchConfiguration;

/** Shows launch configurations as they were made, by name. */
public final class DescribeLaunchConfigurations implements Action {
    private final ScalingService scaling;

    public DescribeLaunchConfigurations(ScalingService scaling) {
        this.scaling = scaling;
    }

    @Override
    public void answer(Call call, Xml result) {
        Page.writeNamed(
                call,
                result,
                "LaunchConfigurations",
                "LaunchConfigurationNames",
                scaling.launchConfigurations(call.caller()),
                LaunchConfiguration::name,
                (out, each) -> write(call, out, each));
    }

    private static void write(Call call, Xml out, LaunchConfiguration shown) {
        out.text("LaunchConfigurationName", shown.name())
                .text("LaunchConfigurationARN", Names.arn(call, "launchConfiguration", shown.name()))
                .texts("SecurityGroups", shown.securityGroups())
                .text("CreatedTime", shown.created())
                .part("BlockDeviceMappings", () -> {});
        shown.settings().forEach(out::text);
    }
}
