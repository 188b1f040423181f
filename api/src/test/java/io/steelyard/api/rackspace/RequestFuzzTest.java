package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.RunningApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestFuzzTest {
    private static final int BODIES = 2_000;
    private static final long SEED = 20_101_111;
    private static final List<String> KEYS = List.of(
            "name",
            "protocol",
            "port",
            "algorithm",
            "timeout",
            "virtualIps",
            "virtualIp",
            "type",
            "ipVersion",
            "nodes",
            "node",
            "address",
            "condition",
            "weight",
            "id",
            "healthMonitor",
            "loadBalancer",
            "auth",
            "passwordCredentials",
            "RAX-KSKEY:apiKeyCredentials",
            "credentials",
            "username",
            "apiKey",
            "",
            "\\u0000");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "80",
            "1e400",
            "1.5",
            "99999999999999999999999",
            "\"HTTP\"",
            "\"PUBLIC\"",
            "\"ENABLED\"",
            "\"10.0.0.1\"",
            "\"::\"",
            "\"\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"80\"",
            "[]",
            "{}",
            "\"%s%n\"",
            "\"é😀\"");
    private static final List<String> PATHS =
            List.of("/v1.0/1001/loadbalancers", "/v1.0/1001/loadbalancers/ID/nodes", "/v2.0/tokens", "/v1.1/auth");

    private final Random random = new Random(SEED);

    @Test
    void noBodyIsEverAnErrorOfOurs() {
        try (RunningApi api = RunningApi.start(ApiSetup.usual().withPendingWait(Duration.ZERO))) {
            RunningApi.Client client = api.client();
            String id = Integer.toString(client.activeLoadBalancer());
            for (int i = 0; i < BODIES; i++) {
                byte[] body = body();

                Answer answer = api.send(api.request(pick(PATHS).replace("ID", id))
                        .header("X-Auth-Token", client.token())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body)));

                assertThat(answer.status())
                        .as("body %d: %s", i, new String(body, StandardCharsets.UTF_8))
                        .isBetween(200, 499);
            }
        }
    }

    private byte[] body() {
        byte[] body = value(0).getBytes(StandardCharsets.UTF_8);
        return random.nextInt(4) == 0 ? damaged(body) : body;
    }

    private byte[] damaged(byte[] body) {
        byte[] copy = body.clone();
        copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        return copy;
    }

    private String value(int depth) {
        return switch (depth > 5 ? 0 : random.nextInt(depth == 0 ? 12 : 6)) {
            case 0, 1, 2 -> pick(VALUES);
            case 3 -> list(depth);
            default -> object(depth);
        };
    }

    private String list(int depth) {
        StringBuilder list = new StringBuilder("[");
        for (int i = random.nextInt(4); i > 0; i--) {
            list.append(value(depth + 1)).append(i > 1 ? "," : "");
        }
        return list.append(']').toString();
    }

    private String object(int depth) {
        StringBuilder object = new StringBuilder("{");
        for (int i = random.nextInt(7); i > 0; i--) {
            object.append('"')
                    .append(pick(KEYS))
                    .append("\":")
                    .append(value(depth + 1))
                    .append(i > 1 ? "," : "");
        }
        return object.append('}').toString();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
