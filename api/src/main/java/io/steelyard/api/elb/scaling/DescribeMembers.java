package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.scaling.ScalingService;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.scaling.ScalingGroup;
import java.util.Comparator;

/** Shows the members of all groups, by id. */
public final class DescribeMembers implements Action {
    private final ScalingService scaling;

    public DescribeMembers(ScalingService scaling) {
        this.scaling = scaling;
    }

    private record Member(ScalingGroup group, Instance instance) {
        String id() {
            return instance.id().value();
        }
    }

    @Override
    public void answer(Call call, Xml result) {
        Page.writeNamed(
                call,
                result,
                "AutoScalingInstances",
                "InstanceIds",
                scaling.list(call.caller()).stream()
                        .flatMap(view -> view.members().stream().map(instance -> new Member(view.group(), instance)))
                        .sorted(Comparator.comparing(Member::id))
                        .toList(),
                Member::id,
                (out, member) -> {
                    Members.write(out, member.group(), member.instance());
                    out.text("AutoScalingGroupName", member.group().name());
                });
    }
}
