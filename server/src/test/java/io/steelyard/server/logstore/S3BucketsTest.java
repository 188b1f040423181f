package io.steelyard.server.logstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.steelyard.control.accesslog.BucketStore;
import io.steelyard.control.accesslog.LogRefusedException;
import io.steelyard.testkit.accesslog.BucketStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The S3 of Debian's Swift takes the logs. */
class S3BucketsTest extends BucketStoreContract {
    @TempDir
    private static Path directory;

    private static SwiftServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        assumeTrue(SwiftServer.isInstalled());
        server = new SwiftServer(directory);
        assertThat(client().ask("PUT", "/" + BUCKET).statusCode()).isEqualTo(200);
        assertThat(client().ask("PUT", "/" + OTHER).statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    private static S3Client client() {
        return new S3Client(server, directory);
    }

    @Override
    protected BucketStore store() {
        return store(SwiftServer.KEY);
    }

    private static BucketStore store(String key) {
        return new S3Buckets(server.url(), S3Client.REGION, SwiftServer.USER, key, InstantSource.system());
    }

    @Override
    protected byte[] content(String bucket, String key) throws IOException {
        return client().ask("GET", "/" + bucket + "/" + key).body();
    }

    @Test
    void aWrongKeyIsRefused() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "line");

        assertThatThrownBy(() -> store("wrong").put(BUCKET, "k", log))
                .isInstanceOf(LogRefusedException.class)
                .hasMessageEndingWith("was answered 403");
    }
}
