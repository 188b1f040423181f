package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The scripts in conformance/clients, run by Debian's Python against a service with its first account. */
final class PythonClient {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private PythonClient() {}

    static Path file(String name) {
        return SteelyardProcess.home().resolve("conformance/clients").resolve(name);
    }

    /**
     * Runs a script that takes the address of the API, a user and an API key, and asserts that it ends with status 0.
     *
     * @return what it printed, complaints included
     */
    static String run(String script, SteelyardProcess service, Path directory)
            throws IOException, InterruptedException {
        Properties credentials = new Properties();
        try (var in = Files.newBufferedReader(service.data().resolve("credentials"))) {
            credentials.load(in);
        }
        return runWith(
                directory,
                script,
                service.api().toString(),
                credentials.getProperty("user"),
                credentials.getProperty("api-key"));
    }

    /** The same for a script that takes other arguments. */
    static String runWith(Path directory, String script, String... arguments) throws IOException, InterruptedException {
        Path output = directory.resolve(script + ".out");
        List<String> command =
                new ArrayList<>(List.of("/usr/bin/python3", file(script).toString()));
        command.addAll(List.of(arguments));
        Process client = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(client.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(client.exitValue()).as(Files.readString(output)).isZero();
            return Files.readString(output);
        } finally {
            client.destroyForcibly();
        }
    }
}
