package io.steelyard.api.elb.loadbalancer;

import io.steelyard.api.elb.health.HealthChecks;
import io.steelyard.api.elb.instance.Instances;
import io.steelyard.api.elb.listener.Listeners;
import io.steelyard.api.elb.policy.PolicySummary;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicNames;
import io.steelyard.control.classic.RegistrationService;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.region.Zone;

/** A balancer as it is shown. */
final class Description {
    private Description() {}

    static void write(Xml out, LoadBalancerView view, ClassicNames names) {
        String name = names.of(view);
        LoadBalancer balancer = view.row().configuration().orElseThrow();
        Classic said = balancer.classic().orElseThrow();
        out.text("LoadBalancerName", view.row().alias())
                .text("DNSName", name)
                .text("CanonicalHostedZoneName", name)
                .list("ListenerDescriptions", said.listeners(), Listeners::describe);
        PolicySummary.write(out, said);
        out.texts("AvailabilityZones", said.zones().stream().map(Zone::value).toList())
                .texts("Subnets", said.subnets())
                .list("Instances", RegistrationService.instances(balancer), Instances::write);
        HealthChecks.write(out, said.healthCheck());
        out.part(
                        "SourceSecurityGroup",
                        () -> out.text("OwnerAlias", balancer.tenant()).text("GroupName", "default"))
                .texts("SecurityGroups", said.securityGroups())
                .text("CreatedTime", view.row().change().created())
                .text("Scheme", said.internal() ? "internal" : "internet-facing");
    }
}
