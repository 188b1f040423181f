package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.RunningApi;
import io.steelyard.store.DataDirectory;
import io.steelyard.store.SqliteStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 100,000 bodies, half of them JSON and half XML, sent to every operation that reads a body. */
class RequestFuzzTest {
    private static final int BODIES = 100_000;
    private static final int WARM_UP = 20_000;
    private static final long SEED = 20_101_111;

    /** What the heap may hold more of after the last body than after the warm-up: less than 200 bytes a body. */
    private static final long GROWTH_BYTES = 16L << 20;

    private static final List<String> EXTENSIONS = List.of("", "", ".xml", ".json");

    private final Promised promised = Promised.read();
    private final RandomBodies bodies = new RandomBodies(SEED, promised.attributes(), promised.samples());

    @Test
    void noBodyIsEverAnErrorOfOursNorLeavesAnythingBehind(@TempDir Path data) throws IOException {
        // On disk, or what the audit log keeps of each would count as memory.
        try (DataDirectory directory = DataDirectory.open(data);
                SqliteStore store = SqliteStore.open(directory);
                RunningApi api =
                        RunningApi.start(ApiSetup.usual().withStore(store).withPendingWait(Duration.ZERO))) {
            RunningApi.Client client = api.client();
            String id = Integer.toString(client.activeLoadBalancer());
            String node = client.post(
                            "/loadbalancers/" + id + "/nodes",
                            "{\"address\":\"10.9.9.9\",\"port\":1,\"condition\":\"ENABLED\"}")
                    .json()
                    .at("/nodes/0/id")
                    .asString();
            long heapBytes = 0;
            for (int i = 0; i < BODIES; i++) {
                if (i == WARM_UP) {
                    heapBytes = heapBytes();
                }
                send(api, client, at(bodies.pick(promised.targets()), id, node), i % 2 == 0);
            }

            assertThat(heapBytes() - heapBytes).isLessThan(GROWTH_BYTES);
        }
    }

    /** What else has an id is looked for under 1, which most of it has while it is there. */
    private static String at(String target, String loadBalancer, String node) {
        return target.replace("{tenantId}", "1001")
                .replace("{loadBalancerId}", loadBalancer)
                .replace("{nodeId}", node)
                .replaceAll("\\{\\w+}", "1");
    }

    private void send(RunningApi api, RunningApi.Client client, String target, boolean xml) {
        byte[] plain = xml ? bodies.xml() : bodies.json();
        boolean gzip = bodies.chance(16);
        HttpRequest.Builder request = api.request(target.substring(target.indexOf('/')) + bodies.pick(EXTENSIONS))
                .header("X-Auth-Token", client.token())
                .header("Content-Type", xml ? "application/xml" : "application/json")
                .method(
                        target.substring(0, target.indexOf(' ')),
                        BodyPublishers.ofByteArray(gzip ? bodies.gzip(plain) : plain));

        Answer answer = api.send(gzip ? request.header("Content-Encoding", "gzip") : request);

        assertThat(answer.status())
                .as("%s: %s", target, new String(plain, StandardCharsets.UTF_8))
                .isBetween(200, 499);
        assertThat(answer.body()).doesNotContain("Exception", "java.", "io.steelyard", "\tat ");
    }

    private static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
