package io.steelyard.api.elb;

import io.steelyard.api.elb.account.DescribeAccountLimits;
import io.steelyard.api.elb.attributes.DescribeAttributes;
import io.steelyard.api.elb.attributes.ModifyAttributes;
import io.steelyard.api.elb.compute.DescribeAvailabilityZones;
import io.steelyard.api.elb.compute.DescribeInstances;
import io.steelyard.api.elb.compute.DescribeNetworkInterfaces;
import io.steelyard.api.elb.compute.DescribeRegions;
import io.steelyard.api.elb.health.ConfigureHealthCheck;
import io.steelyard.api.elb.identity.GetCallerIdentity;
import io.steelyard.api.elb.instance.DeregisterInstances;
import io.steelyard.api.elb.instance.DescribeInstanceHealth;
import io.steelyard.api.elb.instance.RegisterInstances;
import io.steelyard.api.elb.inventory.AnnounceInstance;
import io.steelyard.api.elb.inventory.RenewAnnouncement;
import io.steelyard.api.elb.inventory.WithdrawInstance;
import io.steelyard.api.elb.listener.CreateLoadBalancerListeners;
import io.steelyard.api.elb.listener.DeleteLoadBalancerListeners;
import io.steelyard.api.elb.listener.SetListenerCertificate;
import io.steelyard.api.elb.loadbalancer.CreateLoadBalancer;
import io.steelyard.api.elb.loadbalancer.DeleteLoadBalancer;
import io.steelyard.api.elb.loadbalancer.DescribeLoadBalancers;
import io.steelyard.api.elb.placement.ApplySecurityGroups;
import io.steelyard.api.elb.placement.AttachSubnets;
import io.steelyard.api.elb.placement.DetachSubnets;
import io.steelyard.api.elb.policy.CreateAppCookiePolicy;
import io.steelyard.api.elb.policy.CreateLbCookiePolicy;
import io.steelyard.api.elb.policy.CreatePolicy;
import io.steelyard.api.elb.policy.DeletePolicy;
import io.steelyard.api.elb.policy.DescribePolicies;
import io.steelyard.api.elb.policy.DescribePolicyTypes;
import io.steelyard.api.elb.policy.SetPoliciesForBackendServer;
import io.steelyard.api.elb.policy.SetPoliciesOfListener;
import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Envelope;
import io.steelyard.api.elb.query.QueryApi;
import io.steelyard.api.elb.tag.AddTags;
import io.steelyard.api.elb.tag.DescribeTags;
import io.steelyard.api.elb.tag.RemoveTags;
import io.steelyard.api.elb.zone.DisableZones;
import io.steelyard.api.elb.zone.EnableZones;
import io.steelyard.control.classic.ClassicService;
import java.util.List;
import java.util.Map;

/** Everything that this dialect answers, as a contents page. */
final class ElbActions {
    private ElbActions() {}

    static List<QueryApi> services(ElbServices services) {
        return List.of(
                new QueryApi(
                        "elasticloadbalancing",
                        "http://elasticloadbalancing.amazonaws.com/doc/2012-06-01/",
                        Envelope.QUERY,
                        true,
                        loadBalancing(services)),
                IamActions.of(services),
                new QueryApi(
                        "autoscaling",
                        "http://autoscaling.amazonaws.com/doc/2011-01-01/",
                        Envelope.QUERY,
                        true,
                        ScalingActions.of(services)),
                new QueryApi(
                        "ec2", "http://ec2.amazonaws.com/doc/2016-11-15/", Envelope.EC2, true, computing(services)),
                new QueryApi(
                        "sts",
                        "https://sts.amazonaws.com/doc/2011-06-15/",
                        Envelope.QUERY,
                        false,
                        Map.of("GetCallerIdentity", new GetCallerIdentity())),
                new QueryApi(
                        "inventory",
                        "https://steelyard.io/doc/2026-11-22/",
                        Envelope.QUERY,
                        false,
                        announcing(services)));
    }

    /** What servers say of themselves; no service of AWS has it. */
    private static Map<String, Action> announcing(ElbServices services) {
        return Map.of(
                "AnnounceInstance", new AnnounceInstance(services.announcements(), services.regions()),
                "RenewAnnouncement", new RenewAnnouncement(services.announcements()),
                "WithdrawInstance", new WithdrawInstance(services.announcements()));
    }

    /** What clients of load balancers ask of EC2. */
    private static Map<String, Action> computing(ElbServices services) {
        return Map.of(
                "DescribeAvailabilityZones", new DescribeAvailabilityZones(),
                "DescribeInstances", new DescribeInstances(services.inventory()),
                "DescribeNetworkInterfaces", new DescribeNetworkInterfaces(),
                "DescribeRegions", new DescribeRegions(services.regions()));
    }

    private static Map<String, Action> loadBalancing(ElbServices services) {
        ClassicService classics = services.classics();
        return Map.ofEntries(
                Map.entry("CreateLoadBalancer", new CreateLoadBalancer(classics, services.names())),
                Map.entry("DescribeLoadBalancers", new DescribeLoadBalancers(classics, services.names())),
                Map.entry("DeleteLoadBalancer", new DeleteLoadBalancer(classics)),
                Map.entry("CreateLoadBalancerListeners", new CreateLoadBalancerListeners(classics)),
                Map.entry("DeleteLoadBalancerListeners", new DeleteLoadBalancerListeners(classics)),
                Map.entry("SetLoadBalancerListenerSSLCertificate", new SetListenerCertificate(classics)),
                Map.entry("RegisterInstancesWithLoadBalancer", new RegisterInstances(services.registrations())),
                Map.entry("DeregisterInstancesFromLoadBalancer", new DeregisterInstances(services.registrations())),
                Map.entry("DescribeInstanceHealth", new DescribeInstanceHealth(classics)),
                Map.entry("ConfigureHealthCheck", new ConfigureHealthCheck(classics)),
                Map.entry("EnableAvailabilityZonesForLoadBalancer", new EnableZones(classics)),
                Map.entry("DisableAvailabilityZonesForLoadBalancer", new DisableZones(classics)),
                Map.entry("DescribeLoadBalancerAttributes", new DescribeAttributes(classics)),
                Map.entry("ModifyLoadBalancerAttributes", new ModifyAttributes(classics, services.logBuckets())),
                Map.entry("AddTags", new AddTags(classics)),
                Map.entry("RemoveTags", new RemoveTags(classics)),
                Map.entry("DescribeTags", new DescribeTags(classics)),
                Map.entry("CreateLBCookieStickinessPolicy", new CreateLbCookiePolicy(classics)),
                Map.entry("CreateAppCookieStickinessPolicy", new CreateAppCookiePolicy(classics)),
                Map.entry("CreateLoadBalancerPolicy", new CreatePolicy(classics)),
                Map.entry("DeleteLoadBalancerPolicy", new DeletePolicy(classics)),
                Map.entry("DescribeLoadBalancerPolicies", new DescribePolicies(classics)),
                Map.entry("DescribeLoadBalancerPolicyTypes", new DescribePolicyTypes()),
                Map.entry("SetLoadBalancerPoliciesOfListener", new SetPoliciesOfListener(classics)),
                Map.entry("SetLoadBalancerPoliciesForBackendServer", new SetPoliciesForBackendServer(classics)),
                Map.entry("ApplySecurityGroupsToLoadBalancer", new ApplySecurityGroups(classics)),
                Map.entry("AttachLoadBalancerToSubnets", new AttachSubnets(classics)),
                Map.entry("DetachLoadBalancerFromSubnets", new DetachSubnets(classics)),
                Map.entry("DescribeAccountLimits", new DescribeAccountLimits(services.limits())));
    }
}
