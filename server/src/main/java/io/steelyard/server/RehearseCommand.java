package io.steelyard.server;

import static java.util.Collections.nCopies;

import io.steelyard.server.demo.Demo;
import io.steelyard.server.settings.RunSettings;
import io.steelyard.server.settings.Setting;
import io.steelyard.server.settings.SettingSources;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** The service's usual day in a few seconds, so that the JVM can keep what it learns for faster starts. */
@Command(name = "rehearse", hidden = true, description = "Used by the build to make the start-up caches.")
final class RehearseCommand implements Callable<Integer> {
    /** So many that the compiler has done with what serves them: the caches keep how it went. */
    private static final int REQUESTS_OF_EACH = 3_000;

    private static final int CLIENTS = 16;

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("steelyard-rehearsal");
        try {
            SettingSources sources = SettingSources.of(
                    Map.of(
                            Setting.DATA, List.of(directory.resolve("data").toString()),
                            Setting.LISTEN, List.of("127.0.0.1:0"),
                            Setting.OPERATOR_LISTEN, List.of("127.0.0.1:0"),
                            // Apart from the usual ones: a service may be running beside the build.
                            Setting.PUBLIC_VIPS, List.of("127.98.0.0/24"),
                            Setting.SERVICENET_VIPS, List.of("127.99.0.0/24")),
                    Map.of(),
                    Optional.empty());
            try (Service service = Service.start(RunSettings.of(sources));
                    Demo demo = new Demo(service.address(), service.tls().certificate())) {
                Credentials login = service.account().credentials();
                ask(demo.start(login.user(), login.apiKey()));
            }
        } finally {
            delete(directory);
        }
        return 0;
    }

    private static void ask(URI url) throws InterruptedException, ExecutionException {
        try (HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<?> client : clients.invokeAll(nCopies(CLIENTS, () -> askAgainAndAgain(http, url)))) {
                client.get();
            }
        }
    }

    private static int askAgainAndAgain(HttpClient http, URI url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url).build();
        for (int i = 0; i < REQUESTS_OF_EACH; i++) {
            http.send(request, HttpResponse.BodyHandlers.discarding());
        }
        return REQUESTS_OF_EACH;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
