package io.steelyard.conformance.scale;

import io.steelyard.conformance.figures.Latencies.Summary;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service of this size did.
 *
 * @param features whether every feature was on
 * @param createSeconds from the first request until every balancer was ACTIVE
 * @param startToReadyMs from the launcher's start until it said that it is ready, with everything there already
 * @param readyToServingMs from then until every balancer had answered a request
 * @param servingCpuSeconds processor time of both processes from their start until then
 * @param listPage time of a page of 100
 * @param listPageCpuMs processor time of the control process for each
 * @param added from the answer to POST nodes until that node answered through the balancer
 * @param disabled from the answer to PUT condition until the node got no more requests
 * @param problems what went wrong, in sentences
 */
public record ScaleResult(
        int balancers,
        int nodes,
        boolean features,
        double createSeconds,
        long startToReadyMs,
        long readyToServingMs,
        double servingCpuSeconds,
        Summary listPage,
        double listPageCpuMs,
        Summary added,
        Summary disabled,
        Processes idle,
        double storeMiB,
        List<String> problems) {
    /** Up to here the targets hold; above, figures only. */
    static final int JUDGED_BALANCERS = 1_000;

    private static final long SERVING_LIMIT_MS = 3_000;
    private static final double LIST_LIMIT_MS = 30;
    private static final double EFFECT_LIMIT_MS = 100;
    private static final double IDLE_LIMIT_PERCENT = 5;
    private static final double FEATURED_IDLE_LIMIT_PERCENT = 8;

    /**
     * The two processes while nothing was asked of them.
     *
     * @param controlCpu in percent of one processor, as is {@code proxyCpu}
     * @param proxyDescriptors open files and sockets
     */
    public record Processes(
            double controlCpu, double proxyCpu, double controlMiB, double proxyMiB, long proxyDescriptors) {
        double cpu() {
            return controlCpu + proxyCpu;
        }
    }

    double createdPerSecond() {
        return balancers / createSeconds;
    }

    /** The targets that were missed; none are judged above {@value #JUDGED_BALANCERS} balancers. */
    public List<String> missed() {
        List<String> missed = new ArrayList<>();
        if (balancers <= JUDGED_BALANCERS) {
            if (!features) {
                // With health monitors every node is checked before it serves.
                compare(missed, "ready to all serving, ms", readyToServingMs, SERVING_LIMIT_MS);
            }
            compare(missed, "list page p99, ms", listPage.p99Ms(), LIST_LIMIT_MS);
            compare(missed, "node added to effect p99, ms", added.p99Ms(), EFFECT_LIMIT_MS);
            compare(missed, "node disabled to effect p99, ms", disabled.p99Ms(), EFFECT_LIMIT_MS);
            compare(
                    missed,
                    "idle CPU of both processes, percent",
                    idle.cpu(),
                    features ? FEATURED_IDLE_LIMIT_PERCENT : IDLE_LIMIT_PERCENT);
        }
        return missed;
    }

    private static void compare(List<String> missed, String what, double measured, double limit) {
        if (measured > limit) {
            missed.add("%s: %.1f, target %.0f".formatted(what, measured, limit));
        }
    }
}
