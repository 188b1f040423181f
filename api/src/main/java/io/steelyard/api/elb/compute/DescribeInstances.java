package io.steelyard.api.elb.compute;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.instance.InventoryService;
import io.steelyard.domain.instance.Instance;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The servers of the account's inventory in the caller's region. */
public final class DescribeInstances implements Action {
    /** How EC2 tells to which group an instance belongs. */
    private static final String GROUP_TAG = "aws:autoscaling:groupName";

    private final InventoryService inventory;

    public DescribeInstances(InventoryService inventory) {
        this.inventory = inventory;
    }

    @Override
    public void answer(Call call, Xml result) {
        List<String> ids = call.parameters().numbered("InstanceId");
        List<Instance> here = inventory.list(call.caller().tenant()).stream()
                .filter(instance -> call.region().zones().contains(instance.zone()))
                .toList();
        ids.forEach(id -> requireOne(here, id));
        Predicate<Instance> filters = InstanceFilters.of(call.parameters());
        List<Instance> shown = here.stream()
                .filter(instance -> ids.isEmpty() || ids.contains(instance.id().value()))
                .filter(filters)
                .toList();
        result.items(
                "reservationSet",
                shown,
                (out, instance) -> out.text("reservationId", reservation(instance))
                        .text("ownerId", call.caller().tenant())
                        .part("groupSet", () -> {})
                        .items("instancesSet", List.of(instance), DescribeInstances::write));
    }

    private static void requireOne(List<Instance> here, String id) {
        if (here.stream().noneMatch(instance -> instance.id().value().equals(id))) {
            throw QueryError.NO_SUCH_INSTANCE.because("The instance ID '" + id + "' does not exist");
        }
    }

    private static String reservation(Instance instance) {
        return "r" + instance.id().value().substring(1);
    }

    private static void write(Xml out, Instance instance) {
        out.text("instanceId", instance.id())
                .part("instanceState", () -> out.text("code", code(instance)).text("name", state(instance)))
                .text("privateIpAddress", instance.address())
                .part("placement", () -> out.text("availabilityZone", instance.zone()))
                .items(
                        "tagSet",
                        tags(instance).entrySet(),
                        (tag, each) -> tag.text("key", each.getKey()).text("value", each.getValue()));
    }

    private static int code(Instance instance) {
        return switch (instance.state()) {
            case RUNNING -> 16;
            case STOPPED -> 80;
            case TERMINATED -> 48;
        };
    }

    static String state(Instance instance) {
        return instance.state().name().toLowerCase(Locale.ROOT);
    }

    static Map<String, String> tags(Instance instance) {
        Map<String, String> tags = new TreeMap<>(instance.tags());
        instance.group().ifPresent(group -> tags.put(GROUP_TAG, group));
        return tags;
    }
}
