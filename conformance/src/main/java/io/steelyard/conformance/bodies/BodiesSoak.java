package io.steelyard.conformance.bodies;

import io.steelyard.conformance.churn.Membership;
import io.steelyard.conformance.churn.Stage;
import io.steelyard.conformance.figures.ProcessFigures;
import io.steelyard.conformance.soak.Findings;
import io.steelyard.conformance.soak.OwnProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Sends large bodies to a node that reads them slowly, all at the same time, and watches the proxy's memory. */
final class BodiesSoak {
    private static final String NODE = "127.0.0.1";
    private static final int SAMPLE_MILLIS = 250;
    private static final String HEAP = "512m";

    private final BodiesPlan plan;
    private final Path directory;
    private final PrintStream report;
    private final Findings findings = new Findings();

    /** @param directory an empty one, where all files of the run go */
    BodiesSoak(BodiesPlan plan, Path directory, PrintStream report) {
        this.plan = plan;
        this.directory = directory;
        this.report = report;
    }

    Findings run() throws IOException, InterruptedException {
        Process node = start(
                OwnProcess.of(
                        Receiver.class, HEAP, NODE, Long.toString(plan.pause().toMillis())),
                "node");
        try (Stage stage = Stage.set(directory, "--balancer-connections", Integer.toString(2 * plan.connections()))) {
            Membership membership = Membership.create(stage.api(), "ROUND_ROBIN");
            membership.add(new InetSocketAddress(NODE, Integer.parseInt(line(node))));
            InetSocketAddress vip = membership.vip();
            ProcessBuilder senders = OwnProcess.of(
                    Senders.class,
                    HEAP,
                    vip.getAddress().getHostAddress(),
                    Integer.toString(vip.getPort()),
                    Integer.toString(plan.connections()),
                    Integer.toString(plan.octets()));
            watch(stage.service().proxy(), start(senders, "clients"));
            return findings;
        } finally {
            node.destroyForcibly().waitFor();
        }
    }

    private Process start(ProcessBuilder program, String name) throws IOException {
        return program.redirectError(ProcessBuilder.Redirect.to(
                        directory.resolve(name + ".err").toFile()))
                .start();
    }

    private void watch(ProcessHandle proxy, Process senders) throws IOException, InterruptedException {
        double before = ProcessFigures.pssMiB(proxy);
        double most = before;
        long began = System.nanoTime();
        try {
            while (!senders.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
                most = Math.max(most, ProcessFigures.pssMiB(proxy));
            }
            String[] counts = line(senders).split(" ");
            report.printf("%s arrived whole, %s did not%n", counts[0], counts[1]);
            findings.figure("whole", Integer.parseInt(counts[0]));
            findings.require(counts[1].equals("0"), counts[1] + " bodies were lost; see clients.err");
        } finally {
            senders.destroyForcibly().waitFor();
        }
        findings.figure("seconds", Math.round((System.nanoTime() - began) / 1e9));
        findings.figure("proxy before, MiB", Math.round(before));
        findings.figure("proxy at most, MiB", Math.round(most));
        findings.require(
                most - before < plan.mostMiB(), "the proxy grew from %.0f to %.0f MiB".formatted(before, most));
    }

    @SuppressWarnings("resource") // Closing the reader would close the process's output.
    private static String line(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        if (line == null) {
            throw new IOException("a process printed nothing; its .err says why");
        }
        return line;
    }
}
