package io.steelyard.api.rackspace.usage;

import io.steelyard.api.body.Representation;
import io.steelyard.api.body.Times;
import io.steelyard.control.usage.AccountBilling;
import io.steelyard.control.usage.AccountBilling.BalancerUsage;
import io.steelyard.control.usage.AccountUsage;
import io.steelyard.control.usage.UsageRecord;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Usage as answers show it (2010 specification, sections 4.8.3 to 4.8.5). */
final class UsageBody {
    private UsageBody() {}

    /** @param now what a running record has as its end */
    static Representation records(List<UsageRecord> records, Instant now) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return Representation.bare("loadBalancerUsage", body.set("loadBalancerUsageRecords", write(records, now)));
    }

    /** @param now as in {@link #records} */
    static Representation account(AccountBilling billing, Instant now) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("accountId", billing.tenant().value());
        ArrayNode account = body.putObject("accountUsage").putArray("accountUsageRecords");
        billing.account().forEach(hour -> account.add(write(hour)));
        ArrayNode balancers = body.putArray("loadBalancerUsages");
        billing.loadBalancers().forEach(usage -> balancers.add(write(usage, now)));
        return Representation.bare("accountBilling", body);
    }

    private static ObjectNode write(AccountUsage hour) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("numLoadBalancers", hour.loadBalancers())
                .put("numPublicVips", hour.publicVips())
                .put("numServicenetVips", hour.servicenetVips())
                .put("startTime", Times.text(hour.start()))
                .put("endTime", Times.text(hour.end()));
    }

    private static ObjectNode write(BalancerUsage usage, Instant now) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("loadBalancerId", usage.row().id().value())
                .put("loadBalancerName", usage.row().name().value());
        return body.set("loadBalancerUsageRecords", write(usage.records(), now));
    }

    private static ArrayNode write(List<UsageRecord> records, Instant now) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        records.forEach(record -> list.add(write(record, now)));
        return list;
    }

    private static ObjectNode write(UsageRecord usage, Instant now) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", usage.id())
                .put("averageNumConnections", usage.plain().averageConnections(usage.polls()))
                .put("averageNumConnectionsSsl", usage.secure().averageConnections(usage.polls()))
                .put("incomingTransfer", usage.plain().bytesIn())
                .put("incomingTransferSsl", usage.secure().bytesIn())
                .put("outgoingTransfer", usage.plain().bytesOut())
                .put("outgoingTransferSsl", usage.secure().bytesOut())
                .put("numVips", usage.terms().virtualIps())
                .put("numPolls", usage.polls())
                .put("vipType", usage.terms().vipType().name())
                .put("sslMode", usage.terms().sslMode().name())
                .put("startTime", Times.text(usage.start()))
                .put("endTime", Times.text(usage.end().orElse(now)));
    }
}
