package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Xml;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.scaling.ScalingGroup;

/** How a member is written. */
final class Members {
    private Members() {}

    static void write(Xml out, ScalingGroup group, Instance member) {
        out.text("InstanceId", member.id())
                .text("AvailabilityZone", member.zone())
                .text("LifecycleState", "InService")
                .text("HealthStatus", "Healthy")
                .text("LaunchConfigurationName", group.launchConfiguration())
                .text("ProtectedFromScaleIn", false);
    }
}
