package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.SteelyardProcess.Finished;
import io.steelyard.conformance.elb.ElbInstances;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Around each test: three instances of an account with an access key, and services that know them, which scripts are run against. */
final class ElbSite implements BeforeEachCallback, AfterEachCallback {
    /** Of an account that has no instances; its secret is the same. */
    static final String OTHER_KEY = "AKIDOTHER";

    private static final String OTHER_ACCOUNT = "210987654321";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Nullable
    private ElbInstances instances;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        instances = ElbInstances.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        instances().close();
    }

    ElbInstances instances() {
        return Objects.requireNonNull(instances);
    }

    /** Starts a service with the account and its instances. */
    SteelyardProcess start(Path data, String... more) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(instances().options());
        options.addAll(List.of(more));
        return SteelyardProcess.start(data, "127.0.0.1:0", options.toArray(String[]::new));
    }

    /** Options of a service that has the other account, too. */
    static String[] withOther(String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--account",
                "other:0123456789abcdef:" + OTHER_ACCOUNT,
                "--access-key",
                OTHER_KEY + ":" + ElbInstances.SECRET + ":" + OTHER_ACCOUNT));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    /** Options of a service whose virtual IPs are the same when it is started again. */
    static String[] vips() {
        int part = ThreadLocalRandom.current().nextInt(1, 255);
        return new String[] {
            "--public-vips", "127.108." + part + ".0/24", "--servicenet-vips", "127.109." + part + ".0/24",
        };
    }

    /** Ends both processes by SIGKILL. */
    static void kill(SteelyardProcess service) throws IOException {
        ProcessHandle proxy = service.proxy();
        Site.kill(service.control());
        Site.kill(proxy);
    }

    /** Runs a script that takes the endpoint, the account's key with its secret, the instances' port, and more. */
    String run(SteelyardProcess service, Path directory, String script, String... more)
            throws IOException, InterruptedException {
        return runAs(service, directory, script, ElbInstances.KEY, ElbInstances.SECRET, more);
    }

    /** The same with another key. */
    String runAs(SteelyardProcess service, Path directory, String script, String key, String secret, String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of(service.api().toString(), key, secret, instances().port()));
        arguments.addAll(List.of(more));
        return PythonClient.runWith(directory, script, arguments.toArray(String[]::new));
    }

    /** Runs a command that asks the operator's listener, such as {@code instance list}, and returns what it prints. */
    static String command(SteelyardProcess service, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(words));
        try (OperatorClient operator = OperatorClient.of(service)) {
            command.addAll(List.of(
                    "--data",
                    service.data().toString(),
                    "--operator",
                    operator.base().toString()));
        }
        Finished finished = SteelyardProcess.run(LIMIT, command.toArray(String[]::new));
        assertThat(finished.exitCode()).as(finished.output()).isZero();
        return finished.output();
    }
}
