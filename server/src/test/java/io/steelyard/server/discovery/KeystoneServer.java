package io.steelyard.server.discovery;

import io.steelyard.testkit.FreePort;
import io.steelyard.testkit.cloud.CloudServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** OpenStack Keystone as Debian packages it, on a free port, with its store in a directory: user admin of the project admin. */
final class KeystoneServer implements AutoCloseable {
    static final String USER = "admin";
    static final String PROJECT = "admin";
    static final String REGION = "RegionOne";
    private static final long START_SECONDS = 60;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final int port;
    private final Process process;

    KeystoneServer(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        port = FreePort.pick();
        Files.writeString(directory.resolve("keystone.conf"), """
                [database]
                connection = sqlite:///%1$s/keystone.db
                [token]
                provider = fernet
                [fernet_tokens]
                key_repository = %1$s/fernet
                [fernet_receipts]
                key_repository = %1$s/receipts
                [credential]
                key_repository = %1$s/credential
                """.formatted(directory));
        String me = System.getProperty("user.name");
        manage("db_sync");
        manage("fernet_setup", "--keystone-user", me, "--keystone-group", me);
        manage("credential_setup", "--keystone-user", me, "--keystone-group", me);
        manage(
                "bootstrap",
                "--bootstrap-password",
                CloudServer.SECRET,
                "--bootstrap-public-url",
                url(),
                "--bootstrap-region-id",
                REGION);
        process = start(List.of(
                "keystone-wsgi-public",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--",
                "--config-file",
                directory.resolve("keystone.conf").toString()));
        awaitAnswers();
    }

    /** Whether it can be run here. */
    static boolean isInstalled() {
        return Stream.of("keystone-manage", "keystone-wsgi-public")
                .allMatch(program -> Files.isExecutable(Path.of("/usr/bin", program)));
    }

    private void manage(String... words) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(
                                "keystone-manage",
                                "--config-file",
                                directory.resolve("keystone.conf").toString()),
                        Stream.of(words))
                .toList();
        Process managing = start(command);
        if (!managing.waitFor(START_SECONDS, TimeUnit.SECONDS)
                || managing.exitValue() != 0 && !words[0].equals("db_sync")) {
            managing.destroyForcibly();
            throw new IOException(words[0] + " failed: " + Files.readString(directory.resolve("keystone.log")));
        }
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("keystone.log").toFile()))
                .start();
    }

    private void awaitAnswers() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                send(HttpRequest.newBuilder(URI.create(url())).GET());
                return;
            } catch (ConnectException notYet) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw notYet;
                }
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Of version 3. */
    String url() {
        return "http://127.0.0.1:" + port + "/v3";
    }

    /** Adds a compute service to what it tells of. */
    void knowsCompute(String url) throws IOException, InterruptedException {
        String token = login();
        String service = JsonMapper.shared()
                .readTree(post("/services", token, "{\"service\":{\"type\":\"compute\",\"name\":\"nova\"}}")
                        .body())
                .at("/service/id")
                .asString();
        post(
                "/endpoints",
                token,
                "{\"endpoint\":{\"service_id\":\"%s\",\"interface\":\"public\",\"region_id\":\"%s\",\"url\":\"%s\"}}"
                        .formatted(service, REGION, url));
    }

    private String login() throws IOException, InterruptedException {
        String body = """
                {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"%s","password":"%s",
                "domain":{"name":"Default"}}}},"scope":{"project":{"name":"%s","domain":{"name":"Default"}}}}}
                """.formatted(USER, CloudServer.SECRET, PROJECT);
        return post("/auth/tokens", "", body)
                .headers()
                .firstValue("X-Subject-Token")
                .orElseThrow();
    }

    private HttpResponse<String> post(String path, String token, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .header("X-Auth-Token", token)
                .POST(BodyPublishers.ofString(body)));
        if (answer.statusCode() != 201) {
            throw new IOException(path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer;
    }

    /** Whether it has given a token, as services ask it. */
    boolean gave(String token) {
        try {
            return send(HttpRequest.newBuilder(URI.create(url() + "/auth/tokens"))
                                    .header("X-Auth-Token", token)
                                    .header("X-Subject-Token", token)
                                    .GET())
                            .statusCode()
                    == 200;
        } catch (IOException away) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws InterruptedException {
        http.close();
        process.destroy();
        process.waitFor();
    }
}
