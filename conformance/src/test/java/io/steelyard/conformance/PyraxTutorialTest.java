package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of pyrax's tutorial print what the tutorial prints, but for ids, addresses and times. */
class PyraxTutorialTest {
    @TempDir
    Path directory;

    @Test
    void everyStepPrintsWhatTheTutorialPrints() throws Exception {
        Path data = directory.resolve("data");
        try (SteelyardProcess service =
                SteelyardProcess.start(data, "127.0.0.1:0", "--public-vips", "127.100.0.0/16,::1/128")) {
            String printed = PythonClient.run("pyrax_tutorial.py", service, directory);

            assertThat(masked(printed)).isEqualTo(Files.readString(PythonClient.file("pyrax_tutorial.txt")));
        }
    }

    private static String masked(String printed) {
        return printed.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                .replaceAll("('numPolls'|'numVips'): \\d+", "$1: COUNT")
                .replaceAll("(Node: |\\(|'example_lb', |ID: |'id': )\\d+", "$1ID")
                .replaceAll("VirtualIP: 127(\\.\\d+){3}:", "VirtualIP: IPV4:")
                .replaceAll("VirtualIP: (?:[0-9a-f]{4}:){8}", "VirtualIP: IPV6:");
    }
}
