package io.steelyard.conformance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client of every protocol there is. */
final class Curl {
    private static final String TIME = "15";

    private Curl() {}

    /** What a run left: standard output and error joined. */
    record Result(int exitCode, String output) {
        String orFail() {
            assertThat(exitCode).as(output).isZero();
            return output;
        }
    }

    static Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "--max-time", TIME));
        command.addAll(List.of(arguments));
        return finish(new ProcessBuilder(command));
    }

    /** Any other client. */
    static Result run(ProcessBuilder client) throws IOException, InterruptedException {
        return finish(client);
    }

    private static Result finish(ProcessBuilder builder) throws IOException, InterruptedException {
        Path output = Files.createTempFile("steelyard", ".out");
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
