package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.scaling.ScalingService;
import io.steelyard.control.scaling.ScalingService.GroupView;
import io.steelyard.domain.scaling.ScalingGroup;
import java.util.List;

/** Shows groups with their members, by name. */
public final class DescribeGroups implements Action {
    private final ScalingService scaling;

    public DescribeGroups(ScalingService scaling) {
        this.scaling = scaling;
    }

    @Override
    public void answer(Call call, Xml result) {
        Page.writeNamed(
                call,
                result,
                "AutoScalingGroups",
                "AutoScalingGroupNames",
                scaling.list(call.caller()),
                view -> view.group().name(),
                (out, view) -> write(call, out, view));
    }

    private static void write(Call call, Xml out, GroupView view) {
        ScalingGroup group = view.group();
        out.text("AutoScalingGroupName", group.name())
                .text("AutoScalingGroupARN", Names.arn(call, "autoScalingGroup", group.name()))
                .text("LaunchConfigurationName", group.launchConfiguration())
                .text("MinSize", group.size().least())
                .text("MaxSize", group.size().most())
                .text("DesiredCapacity", group.size().desired())
                .texts("AvailabilityZones", group.zones())
                .texts("LoadBalancerNames", group.balancers())
                .list("Instances", view.members(), (item, member) -> Members.write(item, group, member))
                .text("CreatedTime", group.created())
                .part("SuspendedProcesses", () -> {})
                .part("EnabledMetrics", () -> {})
                .part("Tags", () -> {})
                .texts("TerminationPolicies", List.of("Default"));
        group.settings().forEach(out::text);
    }
}
