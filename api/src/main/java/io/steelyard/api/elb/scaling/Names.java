package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.domain.scaling.ScalingGroup;

/** How groups and launch configurations are named. */
final class Names {
    static final String GROUP = "AutoScalingGroupName";
    static final String LAUNCH_CONFIGURATION = "LaunchConfigurationName";
    static final String BALANCERS = "LoadBalancerNames";

    private Names() {}

    static String group(Call call) {
        return call.parameters().require(GROUP);
    }

    /** For what shall be made. */
    static String requireNew(Call call, String parameter) {
        String name = call.parameters().require(parameter);
        if (!ScalingGroup.isValidName(name)) {
            throw QueryError.VALIDATION.because(parameter + " has 1 to 255 characters without \":\" and \"/\".");
        }
        return name;
    }

    /** @param what such as {@code autoScalingGroup} */
    static String arn(Call call, String what, String name) {
        return "arn:aws:autoscaling:" + call.region().awsName() + ":"
                + call.caller().tenant() + ":" + what + ":*:" + what + "Name/" + name;
    }
}
