package io.steelyard.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The service as a user starts it, {@code ./steelyard run}, seen only from outside: its output, its API, its signals. The
 * directory of the checkout is the system property {@code steelyard.home}, else the nearest one above with a launcher.
 */
public final class SteelyardProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final String READY = "steelyard ready ";
    private static final String PUBLIC_VIPS = "--public-vips";

    private final Process process;
    private final Path data;
    private final URI api;
    private final List<String> output;
    private final Duration timeToReady;

    private SteelyardProcess(Process process, Path data, URI api, List<String> output, Duration timeToReady) {
        this.process = process;
        this.data = data;
        this.api = api;
        this.output = output;
        this.timeToReady = timeToReady;
    }

    /** Starts the service on a data directory and waits until it says that it is ready. */
    public static SteelyardProcess start(Path data, String listen, String... more)
            throws IOException, InterruptedException {
        return startThrough(List.of(), data, listen, more);
    }

    /** The same, run by another program such as setpriv, which must become the launcher. */
    public static SteelyardProcess startThrough(List<String> runner, Path data, String listen, String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("run", "--data", data.toString(), "--listen", listen));
        arguments.addAll(List.of("--operator-listen", "127.0.0.1:0"));
        if (!List.of(more).contains(PUBLIC_VIPS)) {
            arguments.addAll(ownNetworks());
        }
        arguments.addAll(List.of(more));
        List<String> command = new ArrayList<>(runner);
        command.addAll(command(arguments));
        long started = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors(data).toFile()))
                .start();
        List<String> output = new ArrayList<>();
        CompletableFuture<URI> ready = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> read(process, output, ready));
        try {
            URI api = ready.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            Duration timeToReady = Duration.ofNanos(System.nanoTime() - started);
            return new SteelyardProcess(process, data, api, output, timeToReady);
        } catch (ExecutionException | TimeoutException notReady) {
            process.destroyForcibly();
            throw new IOException("the service did not become ready; see " + data + ".err", notReady);
        }
    }

    /** Runs the launcher to its end, standard error joined with standard output. */
    public static Finished run(Duration limit, String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), limit, arguments);
    }

    /** The same with more in its environment. */
    public static Finished run(Map<String, String> environment, Duration limit, String... arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("steelyard", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command(List.of(arguments)))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IOException("still running after " + limit + ": " + Files.readString(output));
            }
            return new Finished(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    /** What a finished launcher left. */
    public record Finished(int exitCode, String output) {}

    /** Virtual IPs where no other service on this machine is likely to have any: not the usual networks. */
    private static List<String> ownNetworks() {
        int network = ThreadLocalRandom.current().nextInt(110, 250);
        int part = ThreadLocalRandom.current().nextInt(0, 255);
        return List.of(
                PUBLIC_VIPS,
                "127.%d.%d.0/24".formatted(network, part),
                "--servicenet-vips",
                "127.%d.%d.0/24".formatted(network, part + 1));
    }

    private static Path errors(Path data) {
        return data.resolveSibling(data.getFileName() + ".err");
    }

    private static List<String> command(List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(home().resolve("steelyard").toString()));
        command.addAll(arguments);
        return command;
    }

    /** The checkout that is tested. */
    public static Path home() {
        String given = System.getProperty("steelyard.home");
        Path home = Path.of(given == null ? "" : given).toAbsolutePath();
        while (!Files.isExecutable(home.resolve("steelyard"))) {
            home = home.getParent();
            if (home == null) {
                throw new IllegalStateException("no launcher here or above; set -Dsteelyard.home to the checkout");
            }
        }
        return home;
    }

    private static void read(Process process, List<String> output, CompletableFuture<URI> ready) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.add(line);
                }
                if (line.startsWith(READY)) {
                    ready.complete(URI.create(line.substring(READY.length())));
                }
            }
            ready.completeExceptionally(new IOException("it ended with " + process.waitFor() + " after " + output));
        } catch (IOException gone) {
            ready.completeExceptionally(gone);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where the API is. */
    public URI api() {
        return api;
    }

    public Path data() {
        return data;
    }

    /** From starting the launcher to the line that says ready. */
    public Duration timeToReady() {
        return timeToReady;
    }

    /** The lines on standard output so far. */
    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    /** What the control process has logged so far. */
    public String log() throws IOException {
        return Files.readString(errors(data));
    }

    /** The control process; the launcher has become it. */
    public ProcessHandle control() {
        return process.toHandle();
    }

    /** The proxy process, whichever control process started it. */
    public ProcessHandle proxy() throws IOException {
        long pid = Long.parseLong(Files.readString(data.resolve("proxy.pid")).strip());
        return ProcessHandle.of(pid).orElseThrow(() -> new IOException("there is no process " + pid));
    }

    /** Whether a process runs: one that died and that nobody has reaped yet does not (proc(5)). */
    public static boolean runs(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return process.isAlive() && !stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException gone) {
            return false;
        }
    }

    private String threads() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process dump = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "Thread.print")
                .redirectErrorStream(true)
                .start();
        String threads = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        dump.waitFor();
        return threads;
    }

    /** Asks the service to stop, as an interrupt at the terminal does, and waits until it has. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            String threads = threads();
            process.destroyForcibly().waitFor();
            throw new IOException("the service did not stop within " + STOP_LIMIT + ". Its log:\n" + log()
                    + "\nThe proxy's:\n" + Files.readString(data.resolve("proxy.log")) + "\nIts threads:\n" + threads);
        }
    }
}
