package io.steelyard.api.elb.compute;

import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.domain.instance.Instance;
import java.util.List;
import java.util.function.Predicate;

/** Which instances are wanted; all filters must let one pass, each by any of its values. */
final class InstanceFilters {
    private static final String TAG = "tag:";

    private InstanceFilters() {}

    static Predicate<Instance> of(Parameters in) {
        return in.numberedItems("Filter").stream().map(InstanceFilters::filter).reduce(_ -> true, Predicate::and);
    }

    private static Predicate<Instance> filter(Parameters in) {
        String name = in.require("Name");
        List<String> values = in.numbered("Value");
        if (name.startsWith(TAG)) {
            String key = name.substring(TAG.length());
            return instance -> values.contains(DescribeInstances.tags(instance).getOrDefault(key, ""));
        }
        return switch (name) {
            case "instance-id" -> instance -> values.contains(instance.id().value());
            case "availability-zone" ->
                instance -> values.contains(instance.zone().value());
            case "private-ip-address" ->
                instance -> values.contains(instance.address().toString());
            case "instance-state-name" -> instance -> values.contains(DescribeInstances.state(instance));
            default -> throw QueryError.VALIDATION.because("The filter '" + name + "' is invalid");
        };
    }
}
