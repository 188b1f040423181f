package io.steelyard.api.operator.job;

import io.steelyard.api.body.Representation;
import io.steelyard.control.operator.JobService.Job;
import io.steelyard.control.store.LoadBalancerRow;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A job as the operator sees it. */
public final class JobBody {
    private JobBody() {}

    /**
     * Jobs, the soonest due first.
     *
     * @param count how many there are in all
     */
    static Representation list(int count, List<Job> jobs) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("count", count);
        ArrayNode items = body.putArray("jobs");
        jobs.forEach(job -> items.add(content(job)));
        return Representation.bare("jobs", body);
    }

    /** {@code due} is when it is taken up, or, once it was, when it is taken up again unless a host has answered. */
    public static ObjectNode content(Job job) {
        LoadBalancerRow row = job.loadBalancer();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("loadBalancer", row.id().value())
                .put("tenant", row.tenant().toString())
                .put("status", row.status().name())
                .put("generation", row.change().generation())
                .put("appliedGeneration", row.change().appliedGeneration())
                .put("attempts", job.work().attempts())
                .put("due", job.work().due().toString());
        row.change().failure().ifPresent(failure -> body.put("error", failure.reason()));
        return body;
    }
}
