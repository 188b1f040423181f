package io.steelyard.conformance.scale;

import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.SteelyardProcess;
import io.steelyard.conformance.figures.Latencies;
import io.steelyard.conformance.figures.ProcessFigures;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Puts many balancers on one machine and measures what its clients and its owner notice. */
public final class ScaleSoak implements AutoCloseable {

    private static final int WARM_UP_PAGES = 100;
    private static final int WARM_UP_SAMPLES = 10;
    private static final int SEED = 1;

    private final ScalePlan plan;
    private final Path data;
    private final PrintStream report;
    private final String publicVips =
            "127.%d.0.0/16".formatted(ThreadLocalRandom.current().nextInt(110, 250));
    private final NodeFarm farm;
    private final List<String> problems = new ArrayList<>();
    private SteelyardProcess service;
    private RackspaceClient api;

    /** Starts a service and nodes of its own, all of whose files go into an empty directory. */
    public ScaleSoak(ScalePlan plan, Path directory, PrintStream report) throws IOException, InterruptedException {
        this.plan = plan;
        this.data = directory.resolve("data");
        this.report = report;
        farm = new NodeFarm(plan.nodes() + 1);
        service = start();
        api = RackspaceClient.login(service.api(), data);
    }

    private SteelyardProcess start() throws IOException, InterruptedException {
        return SteelyardProcess.start(
                data,
                "127.0.0.1:0",
                "--public-vips",
                publicVips,
                "--limits",
                "loadbalancers=" + plan.balancers() + ",nodes=" + (plan.nodes() + 1));
    }

    public ScaleResult run() throws IOException, InterruptedException {
        long began = System.nanoTime();
        Crowd crowd = Crowd.create(api, plan, farm);
        double createSeconds = (System.nanoTime() - began) / 1e9;
        report.printf("%,d balancers made in %.1f s%n", crowd.size(), createSeconds);

        restart();
        long ready = System.nanoTime();
        crowd.awaitServing();
        long servingMs = Duration.ofNanos(System.nanoTime() - ready).toMillis();
        double servingCpu = ProcessFigures.cpuSeconds(service.control()) + ProcessFigures.cpuSeconds(service.proxy());
        long readyMs = service.timeToReady().toMillis();
        report.printf("started again: ready after %,d ms, all serving %,d ms later%n", readyMs, servingMs);

        ScaleResult.Processes idle = idle();
        report.println(idle);
        double cpuBefore = ProcessFigures.cpuSeconds(service.control());
        Latencies.Summary pages = pages();
        double cpuOfPages = ProcessFigures.cpuSeconds(service.control()) - cpuBefore;
        report.println("list page: " + pages);
        Effects effects = effects(crowd);
        report.println("node added: " + effects.added() + "; disabled: " + effects.disabled());
        return new ScaleResult(
                crowd.size(),
                plan.nodes(),
                plan.features(),
                createSeconds,
                readyMs,
                servingMs,
                servingCpu,
                pages,
                cpuOfPages * 1_000 / (WARM_UP_PAGES + plan.pages()),
                effects.added(),
                effects.disabled(),
                idle,
                storeMiB(),
                problems);
    }

    private void restart() throws IOException, InterruptedException {
        api.close();
        service.close();
        service = start();
        api = RackspaceClient.login(service.api(), data);
    }

    /** After a while, so that neither the start nor the clients before are counted. */
    private ScaleResult.Processes idle() throws IOException, InterruptedException {
        Thread.sleep(plan.calm());
        ProcessHandle control = service.control();
        ProcessHandle proxy = service.proxy();
        double controlBefore = ProcessFigures.cpuSeconds(control);
        double proxyBefore = ProcessFigures.cpuSeconds(proxy);
        long began = System.nanoTime();
        Thread.sleep(plan.idle());
        double percentPerSecond = 100 / ((System.nanoTime() - began) / 1e9);
        return new ScaleResult.Processes(
                (ProcessFigures.cpuSeconds(control) - controlBefore) * percentPerSecond,
                (ProcessFigures.cpuSeconds(proxy) - proxyBefore) * percentPerSecond,
                ProcessFigures.pssMiB(control),
                ProcessFigures.pssMiB(proxy),
                ProcessFigures.descriptors(proxy));
    }

    private Latencies.Summary pages() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        Latencies latencies = new Latencies();
        for (int i = -WARM_UP_PAGES; i < plan.pages(); i++) {
            int offset = random.nextInt(Math.max(1, plan.balancers() - 100));
            long began = System.nanoTime();
            String page = api.text(Crowd.page(offset));
            if (i >= 0) {
                latencies.addNanos(System.nanoTime() - began);
            }
            if (!page.contains("\"nodeCount\":" + plan.nodes())) {
                problems.add("the page from " + offset + " lacks its balancers: " + page);
            }
        }
        return latencies.summary();
    }

    private Effects effects(Crowd crowd) throws IOException, InterruptedException {
        Random random = new Random(SEED);
        Effects warmUp = new Effects(api, farm.address(plan.nodes()), plan.nodes());
        Effects effects = new Effects(api, farm.address(plan.nodes()), plan.nodes());
        for (int i = -Math.min(WARM_UP_SAMPLES, plan.samples()); i < plan.samples(); i++) {
            (i < 0 ? warmUp : effects).sample(crowd.member(random.nextInt(crowd.size())));
        }
        return effects;
    }

    private double storeMiB() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.getFileName().toString().startsWith("steelyard.db"))
                            .mapToLong(file -> file.toFile().length())
                            .sum()
                    / (1024.0 * 1024);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        api.close();
        service.close();
        farm.close();
    }
}
