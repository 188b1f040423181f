package io.steelyard.api.elb;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.scaling.AttachBalancers;
import io.steelyard.api.elb.scaling.CreateGroup;
import io.steelyard.api.elb.scaling.CreateLaunchConfiguration;
import io.steelyard.api.elb.scaling.DeleteGroup;
import io.steelyard.api.elb.scaling.DeleteLaunchConfiguration;
import io.steelyard.api.elb.scaling.DescribeActivities;
import io.steelyard.api.elb.scaling.DescribeBalancers;
import io.steelyard.api.elb.scaling.DescribeGroups;
import io.steelyard.api.elb.scaling.DescribeLaunchConfigurations;
import io.steelyard.api.elb.scaling.DescribeMembers;
import io.steelyard.api.elb.scaling.DetachBalancers;
import io.steelyard.api.elb.scaling.SetDesiredCapacity;
import io.steelyard.api.elb.scaling.UpdateGroup;
import io.steelyard.control.scaling.ScalingService;
import java.util.Map;

/** What is answered of Auto Scaling, version 2011-01-01, as a contents page. */
final class ScalingActions {
    private ScalingActions() {}

    static Map<String, Action> of(ElbServices services) {
        ScalingService scaling = services.scaling();
        return Map.ofEntries(
                Map.entry("CreateLaunchConfiguration", new CreateLaunchConfiguration(scaling, services.clock())),
                Map.entry("DescribeLaunchConfigurations", new DescribeLaunchConfigurations(scaling)),
                Map.entry("DeleteLaunchConfiguration", new DeleteLaunchConfiguration(scaling)),
                Map.entry("CreateAutoScalingGroup", new CreateGroup(scaling, services.clock())),
                Map.entry("DescribeAutoScalingGroups", new DescribeGroups(scaling)),
                Map.entry("UpdateAutoScalingGroup", new UpdateGroup(scaling)),
                Map.entry("SetDesiredCapacity", new SetDesiredCapacity(scaling)),
                Map.entry("DeleteAutoScalingGroup", new DeleteGroup(scaling)),
                Map.entry("DescribeAutoScalingInstances", new DescribeMembers(scaling)),
                Map.entry("DescribeScalingActivities", new DescribeActivities(scaling)),
                Map.entry("AttachLoadBalancers", new AttachBalancers(scaling)),
                Map.entry("DetachLoadBalancers", new DetachBalancers(scaling)),
                Map.entry("DescribeLoadBalancers", new DescribeBalancers(scaling)));
    }
}
