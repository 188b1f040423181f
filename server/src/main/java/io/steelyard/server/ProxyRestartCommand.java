package io.steelyard.server;

import io.steelyard.server.operator.OperatorToken;
import io.steelyard.server.settings.Setting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code steelyard proxy restart}: asks the operator's API of a running service. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description =
                "Has a new process, of the version that is built now, carry the traffic of a running service in place"
                        + " of the one that does. No client sees it; the old process ends when its connections do, at the latest"
                        + " after --restart-drain of the service.")
final class ProxyRestartCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int OK = 200;

    @Option(names = "--data", paramLabel = "DIR", description = "the service's data directory (steelyard-data)")
    private Path data = Path.of(Setting.DATA.usual().orElseThrow());

    @Option(
            names = "--operator-listen",
            paramLabel = "HOST:PORT",
            description = "where the operator's API of the service is (127.0.0.1:8081)")
    private String operator = Setting.OPERATOR_LISTEN.usual().orElseThrow();

    @Override
    public Integer call() throws Exception {
        HttpResponse<String> answer = ask();
        JsonNode body = JsonMapper.shared().readTree(answer.body());
        if (answer.statusCode() == OK) {
            System.out.printf(
                    "process %d serves; process %d ends when its connections do%n",
                    body.at("/proxy/pid").longValue(), body.at("/proxy/before").longValue());
            return 0;
        }
        System.err.println("steelyard: " + body.path("detail").stringValue(answer.body()));
        return 1;
    }

    private HttpResponse<String> ask() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + operator + "/operator/v1/proxy/restart"))
                .header("Authorization", "Bearer " + token())
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException nobody) {
            throw new CannotStartException(
                    "no service answers at " + operator + "; say where its operator's API is with --operator-listen",
                    nobody);
        }
    }

    private String token() {
        Path file = OperatorToken.file(data);
        try {
            return Files.readString(file).strip();
        } catch (IOException missing) {
            throw new CannotStartException(
                    "the operator's token cannot be read from " + file + "; name the data directory with --data",
                    missing);
        }
    }
}
