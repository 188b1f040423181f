package io.steelyard.server.logstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.steelyard.control.accesslog.LogRefusedException;
import io.steelyard.control.accesslog.LogStore;
import io.steelyard.domain.account.TenantId;
import io.steelyard.testkit.accesslog.LogStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The S3 of Debian's Swift takes the logs. */
class S3LogStoreTest extends LogStoreContract {
    private static final String BUCKET = "logs";

    @TempDir
    private static Path directory;

    private static SwiftServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        assumeTrue(SwiftServer.isInstalled());
        server = new SwiftServer(directory);
        assertThat(new S3Client(server, directory).ask("PUT", "/" + BUCKET).statusCode())
                .isEqualTo(200);
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
        return new S3LogStore(
                new S3Buckets(server.url(), S3Client.REGION, SwiftServer.USER, key, InstantSource.system()), BUCKET);
    }

    @Override
    protected byte[] content(TenantId tenant, String container, String object) throws IOException {
        return new S3Client(server, directory)
                .ask("GET", "/" + BUCKET + "/" + tenant + "/" + container + "/" + object)
                .body();
    }

    @Test
    void aWrongKeyIsRefused() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "line");

        assertThatThrownBy(() -> store("wrong").put(new TenantId(7), "c", "o", log))
                .isInstanceOf(LogRefusedException.class)
                .hasMessageEndingWith("was answered 403");
    }
}
