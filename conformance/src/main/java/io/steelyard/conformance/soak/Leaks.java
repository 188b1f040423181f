package io.steelyard.conformance.soak;

import io.steelyard.conformance.SteelyardProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Buffers of the proxy that nobody released. Netty looks at every one of them then ("paranoid"), and says so in the proxy's log
 * some time after the collector found one.
 */
public final class Leaks {
    private static final String MARK = "LEAK:";

    private Leaks() {}

    /** What the service is to be run by, so that its proxy looks for them; nothing when it is not to. */
    public static List<String> runner(boolean wanted) {
        return wanted ? List.of("env", "STEELYARD_PROXY_JVM=-Dio.netty.leakDetection.level=paranoid") : List.of();
    }

    /** Has the collector look once more, and notes every leak that the proxy has logged; to be called after the traffic. */
    public static void find(boolean wanted, SteelyardProcess service, Findings findings)
            throws IOException, InterruptedException {
        if (wanted) {
            collect(service.proxy());
            findings.figure("leaks", count(service, findings));
        }
    }

    private static long count(SteelyardProcess service, Findings findings) throws IOException {
        List<String> leaks = Files.readAllLines(service.data().resolve("proxy.log")).stream()
                .filter(line -> line.contains(MARK))
                .toList();
        leaks.forEach(findings::violate);
        return leaks.size();
    }

    private static void collect(ProcessHandle proxy) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        new ProcessBuilder(jcmd.toString(), Long.toString(proxy.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
