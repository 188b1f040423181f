package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.RackspaceClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes that come while an earlier one is not applied yet. The proxy is suspended meanwhile, so that none is. */
class PendingWriteTest {
    private static final String CREATE = """
            {"loadBalancer":{"name":"pending","protocol":"HTTP","port":8080,"virtualIps":[{"type":"PUBLIC"}]}}""";
    private static final String NODE = "{\"nodes\":[{\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\"}]}";

    @TempDir
    Path directory;

    @Test
    void aWriteIsRefusedAtOnceWhenNoneMayWait() throws Exception {
        try (SteelyardProcess service =
                        SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0", "--pending-wait", "0s");
                RackspaceClient client = RackspaceClient.login(service.api(), service.data())) {
            signal("STOP", service.proxy());
            try {
                int id = create(client);

                Answer refused = client.post("loadbalancers/" + id + "/nodes", NODE);

                assertThat(refused.status()).isEqualTo(422);
                assertThat(refused.body().path("message").asString())
                        .isEqualTo("Load Balancer '" + id + "' has a status of 'BUILD' and is considered immutable.");
                assertThat(client.get("loadbalancers/" + id).status()).isEqualTo(200);
            } finally {
                signal("CONT", service.proxy());
            }
        }
    }

    @Test
    void aWriteWaitsUntilTheEarlierOneIsApplied() throws Exception {
        try (SteelyardProcess service =
                        SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0", "--pending-wait", "15s");
                RackspaceClient client = RackspaceClient.login(service.api(), service.data())) {
            CompletableFuture<Answer> waiting = new CompletableFuture<>();
            signal("STOP", service.proxy());
            try {
                int id = create(client);
                Thread.ofVirtual().start(() -> complete(waiting, client, id));

                await().during(Duration.ofMillis(300)).until(() -> !waiting.isDone());
            } finally {
                signal("CONT", service.proxy());
            }

            assertThat(waiting.get().status()).isEqualTo(202);
        }
    }

    @Test
    void writesBackToBackAreAllAccepted() throws Exception {
        try (SteelyardProcess service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0");
                RackspaceClient client = RackspaceClient.login(service.api(), service.data())) {
            int id = create(client);

            for (int i = 1; i <= 20; i++) {
                Answer added = client.post("loadbalancers/" + id + "/nodes", NODE.replace("10.1.1.1", "10.1.1." + i));
                assertThat(added.status()).as(added.toString()).isEqualTo(202);
            }

            assertThat(client.get("loadbalancers/" + id + "/nodes").body().path("nodes"))
                    .hasSize(20);
        }
    }

    private static int create(RackspaceClient client) throws Exception {
        return client.post("loadbalancers", CREATE)
                .body()
                .path("loadBalancer")
                .path("id")
                .asInt();
    }

    private static void complete(CompletableFuture<Answer> waiting, RackspaceClient client, int id) {
        try {
            waiting.complete(client.post("loadbalancers/" + id + "/nodes", NODE));
        } catch (IOException | InterruptedException failed) {
            waiting.completeExceptionally(failed);
        }
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }
}
