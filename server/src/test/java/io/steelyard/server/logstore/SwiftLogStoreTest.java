package io.steelyard.server.logstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.steelyard.control.accesslog.LogRefusedException;
import io.steelyard.control.accesslog.LogStore;
import io.steelyard.domain.account.TenantId;
import io.steelyard.testkit.accesslog.LogStoreContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's Swift takes the logs. */
class SwiftLogStoreTest extends LogStoreContract {
    @TempDir
    private static Path directory;

    private static SwiftServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        assumeTrue(SwiftServer.isInstalled());
        server = new SwiftServer(directory);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected LogStore store() {
        return store(SwiftServer.KEY);
    }

    private static LogStore store(String key) {
        return new SwiftLogStore(server.auth(), SwiftServer.USER, key, Optional.of("AUTH_{tenant}"));
    }

    @Override
    protected byte[] content(TenantId tenant, String container, String object) throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Void> login = client.send(
                    HttpRequest.newBuilder(server.auth())
                            .header("X-Auth-User", SwiftServer.USER)
                            .header("X-Auth-Key", SwiftServer.KEY)
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            URI target = server.url().resolve("/v1/AUTH_" + tenant + "/" + container + "/" + object);
            return client.send(
                            HttpRequest.newBuilder(target)
                                    .header(
                                            "X-Auth-Token",
                                            login.headers()
                                                    .firstValue("X-Auth-Token")
                                                    .orElseThrow())
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void goesOnAfterAnOutage() throws IOException, InterruptedException {
        LogStore store = store();
        Path log = Files.writeString(directory.resolve("log"), "line");
        store.put(new TenantId(7), "c", "before.zip", log);

        server.stopProxy();
        assertThatThrownBy(() -> store.put(new TenantId(7), "c", "after.zip", log))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(LogRefusedException.class);
        server.startProxy();

        store.put(new TenantId(7), "c", "after.zip", log);
        assertThat(content(new TenantId(7), "c", "after.zip")).asString().isEqualTo("line");
    }

    @Test
    void aWrongKeyKeepsAllLogsWaiting() throws IOException {
        Path log = Files.writeString(directory.resolve("log2"), "line");

        assertThatThrownBy(() -> store("wrong").put(new TenantId(7), "c", "o", log))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(LogRefusedException.class)
                .hasMessageEndingWith("was answered 401");
    }
}
