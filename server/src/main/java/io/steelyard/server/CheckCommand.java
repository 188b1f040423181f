package io.steelyard.server;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.loadbalancer.Lifecycle;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.server.files.SecretFiles;
import io.steelyard.store.DataDirectory;
import io.steelyard.store.SqliteStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code steelyard check}: whether what is kept fits together. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks a data directory that no service is using: recomputes every status, and looks for claims"
                + " and work that belong to nothing, and for secrets that others may read. Changes nothing.")
final class CheckCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", required = true, description = "the data directory")
    @Nullable
    private Path data;

    @Override
    public Integer call() throws Exception {
        List<String> findings = new ArrayList<>();
        try (DataDirectory directory = DataDirectory.openExisting(Objects.requireNonNull(data));
                Store store = SqliteStore.open(directory)) {
            findings.addAll(store.read(CheckCommand::findings));
            findings.addAll(SecretFiles.findings(directory.path()));
        }
        findings.forEach(System.out::println);
        System.out.println(findings.isEmpty() ? "all is well" : findings.size() + " findings");
        return findings.isEmpty() ? 0 : 1;
    }

    static List<String> findings(ReadUnit unit) {
        List<String> findings = new ArrayList<>();
        Map<LoadBalancerId, Status> column = unit.statusColumn();
        for (LoadBalancerRow row : unit.everyLoadBalancer()) {
            if (row.status() != column.get(row.id())) {
                findings.add("load balancer " + row.id() + ": its status is " + row.status() + ", kept is "
                        + column.get(row.id()));
            }
            row.configuration().ifPresent(configuration -> findings.addAll(unclaimed(unit, configuration)));
            if (row.change().lifecycle() != Lifecycle.DELETED
                    && unit.revisions(row.id()).isEmpty()) {
                findings.add("load balancer " + row.id() + ": no revision is kept");
            }
        }
        return findings;
    }

    private static List<String> unclaimed(ReadUnit unit, LoadBalancer loadBalancer) {
        List<String> findings = new ArrayList<>();
        for (var vip : loadBalancer.virtualIps()) {
            for (var listener : loadBalancer.listeners()) {
                boolean held = unit.claimedBy(vip, listener.protocol().transport(), listener.port())
                        .filter(loadBalancer.id()::equals)
                        .isPresent();
                if (!held || unit.virtualIp(vip).isEmpty()) {
                    findings.add("load balancer " + loadBalancer.id() + ": virtual IP " + vip + " port "
                            + listener.port() + " is not its own");
                }
            }
        }
        return findings;
    }
}
