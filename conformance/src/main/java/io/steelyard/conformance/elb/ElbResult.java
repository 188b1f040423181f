package io.steelyard.conformance.elb;

import io.steelyard.conformance.figures.Latencies.Summary;
import io.steelyard.conformance.soak.Outcome;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service with so many classic load balancers did.
 *
 * @param createSeconds from the first request until all were made, checked as wanted, and had their instances
 * @param listed how many load balancers a walk through pages of 20 found
 * @param described time of DescribeLoadBalancers without a size: a page of 400, or all where there are fewer
 * @param describedByName the same for one by its name
 * @param describedPage the same for a page of 20
 * @param cpuMs processor time of the control process for one of each, in that order
 * @param health time of DescribeInstanceHealth
 * @param registered from sending RegisterInstancesWithLoadBalancer until it was answered
 * @param served from sending it until the instance had answered a client
 * @param violations what went wrong, in sentences
 */
public record ElbResult(
        ElbPlan plan,
        double createSeconds,
        int listed,
        Summary described,
        Summary describedByName,
        Summary describedPage,
        List<Double> cpuMs,
        Summary health,
        Summary registered,
        Summary served,
        List<String> violations)
        implements Outcome {
    /** Up to here the targets hold; above, figures only. */
    static final int JUDGED_BALANCERS = 200;

    private static final int JUDGED_INSTANCES = 20;
    private static final double DESCRIBE_LIMIT_MS = 30;
    /** Beyond one interval of health checks. */
    private static final Duration SERVE_LIMIT = Duration.ofMillis(100);

    /** The targets that were missed. */
    public List<String> missed() {
        List<String> missed = new ArrayList<>();
        if (plan.balancers() <= JUDGED_BALANCERS && plan.instances() <= JUDGED_INSTANCES) {
            compare(missed, "DescribeLoadBalancers p99, ms", described, DESCRIBE_LIMIT_MS);
            compare(missed, "DescribeLoadBalancers by name p99, ms", describedByName, DESCRIBE_LIMIT_MS);
            compare(missed, "DescribeLoadBalancers of 20 p99, ms", describedPage, DESCRIBE_LIMIT_MS);
            compare(
                    missed,
                    "registered to served p99, ms",
                    served,
                    plan.interval().plus(SERVE_LIMIT).toMillis());
        }
        return missed;
    }

    private static void compare(List<String> missed, String what, Summary measured, double limit) {
        if (measured.p99Ms() > limit) {
            missed.add("%s: %.1f, target %.0f".formatted(what, measured.p99Ms(), limit));
        }
    }

    @Override
    public boolean isClean() {
        return violations.isEmpty() && missed().isEmpty();
    }

    @Override
    public void print(PrintStream out) {
        out.printf(
                "%n%,d classic load balancers of %d instances, checked every %d s%n",
                plan.balancers(), plan.instances(), plan.interval().toSeconds());
        row(out, "made", "%.1f s", createSeconds);
        row(out, "DescribeLoadBalancers", "%s; CPU %.1f ms", described, cpuMs.get(0));
        row(out, "of one by its name", "%s; CPU %.1f ms", describedByName, cpuMs.get(1));
        row(out, "with PageSize 20", "%s; CPU %.1f ms", describedPage, cpuMs.get(2));
        row(out, "DescribeInstanceHealth", "%s", health);
        row(out, "RegisterInstances, answered", "%s", registered);
        row(out, "RegisterInstances to served", "%s", served);
        violations.forEach(violation -> out.println("VIOLATION " + violation));
        missed().forEach(missed -> out.println("MISSED " + missed));
        out.printf("%,d of %,d listed, %d violations%n", listed, plan.balancers(), violations.size());
    }

    private static void row(PrintStream out, String what, String form, Object... figures) {
        out.printf("  %-28s %s%n", what, form.formatted(figures));
    }
}
