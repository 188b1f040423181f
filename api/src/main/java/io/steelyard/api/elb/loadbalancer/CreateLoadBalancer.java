package io.steelyard.api.elb.loadbalancer;

import io.steelyard.api.elb.listener.Listeners;
import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.api.elb.tag.Tags;
import io.steelyard.api.elb.zone.Zones;
import io.steelyard.control.classic.ClassicNames;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.control.classic.NewClassic;
import io.steelyard.domain.classic.Alias;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.classic.ClassicAttributes;
import io.steelyard.domain.classic.ClassicListener;
import io.steelyard.domain.classic.HealthCheck;
import io.steelyard.domain.region.Zone;
import java.util.List;

/** Makes a balancer without instances. */
public final class CreateLoadBalancer implements Action {
    private static final String SUBNETS = "Subnets";
    private final ClassicService classics;
    private final ClassicNames dnsNames;

    public CreateLoadBalancer(ClassicService classics, ClassicNames dnsNames) {
        this.classics = classics;
        this.dnsNames = dnsNames;
    }

    @Override
    public void answer(Call call, Xml result) {
        if (!Alias.isValid(call.balancer())) {
            throw QueryError.VALIDATION.because("LoadBalancerName has 1 to 32 letters, digits and hyphens,"
                    + " and neither begins nor ends with a hyphen.");
        }
        var made = classics.create(call.caller(), new NewClassic(new Alias(call.balancer()), said(call)));
        result.text("DNSName", dnsNames.of(made));
    }

    private static Classic said(Call call) {
        Parameters in = call.parameters();
        List<ClassicListener> listeners = Listeners.read(in);
        Classic said = new Classic(
                isInternal(in),
                zones(call),
                in.list(SUBNETS),
                in.list("SecurityGroups"),
                listeners,
                HealthCheck.usual(listeners.getFirst()),
                List.of(),
                List.of(),
                ClassicAttributes.DEFAULT,
                Tags.read(in));
        return said.withReadyPolicies();
    }

    /** A subnet says nothing of its zone here, so that with subnets alone every zone is enabled. */
    private static List<Zone> zones(Call call) {
        List<Zone> named = Zones.read(call);
        boolean hasSubnets = !call.parameters().list(SUBNETS).isEmpty();
        if (named.isEmpty() && !hasSubnets) {
            throw QueryError.VALIDATION.because("Either AvailabilityZones or Subnets must be specified.");
        }
        return named.isEmpty() ? call.region().zones() : named;
    }

    private static boolean isInternal(Parameters in) {
        return switch (in.text("Scheme").orElse("internet-facing")) {
            case "internet-facing" -> false;
            case "internal" -> true;
            default -> throw QueryError.INVALID_SCHEME.because("Scheme is internet-facing or internal.");
        };
    }
}
