package io.steelyard.api.elb.attributes;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.accesslog.LogBuckets;
import io.steelyard.control.accesslog.LogRefusedException;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.classic.ClassicAttributes;
import io.steelyard.domain.loadbalancer.LoadBalancer;

/** Sets those of a balancer's switches that are named. */
public final class ModifyAttributes implements Action {
    private final ClassicService classics;
    private final LogBuckets buckets;

    public ModifyAttributes(ClassicService classics, LogBuckets buckets) {
        this.classics = classics;
        this.buckets = buckets;
    }

    @Override
    public void answer(Call call, Xml result) {
        if (!call.parameters().names(AttributesForm.ROOT)) {
            throw QueryError.VALIDATION.because(AttributesForm.ROOT + " is required.");
        }
        Parameters in = call.parameters().below(AttributesForm.ROOT);
        prepareLog(classics.get(call.caller(), call.balancer()), in);
        LoadBalancer changed = classics.edit(
                call.caller(), call.balancer(), (unit, current, now) -> with(current, call.balancer(), in));
        result.text("LoadBalancerName", call.balancer());
        AttributesForm.write(
                result,
                changed.classic().orElseThrow().attributes(),
                changed.policy().idleTimeout());
    }

    /** Before anything is changed: a log that cannot be written is not switched on. */
    private void prepareLog(LoadBalancerView balancer, Parameters in) {
        ClassicAttributes wanted = AttributesForm.read(
                in,
                balancer.row().alias().value(),
                balancer.row()
                        .configuration()
                        .flatMap(LoadBalancer::classic)
                        .orElseThrow()
                        .attributes());
        AttributesForm.idle(in);
        try {
            if (AttributesForm.enablesLog(in)) {
                buckets.prepare(balancer, wanted.accessLog());
            } else if (AttributesForm.namesLog(in)) {
                buckets.judge(balancer, wanted.accessLog());
            }
        } catch (LogRefusedException refused) {
            throw QueryError.INVALID_CONFIGURATION.because(refused.getMessage());
        }
    }

    private static LoadBalancer with(LoadBalancer current, String alias, Parameters in) {
        Classic said = current.classic().orElseThrow();
        LoadBalancer changed =
                current.withClassic(said.withAttributes(AttributesForm.read(in, alias, said.attributes())));
        return AttributesForm.idle(in)
                .map(idle -> changed.withPolicy(changed.policy().withIdleTimeout(idle)))
                .orElse(changed);
    }
}
