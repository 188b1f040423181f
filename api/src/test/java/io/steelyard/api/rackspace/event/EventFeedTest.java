package io.steelyard.api.rackspace.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An account's events as they come, and who is told of them. */
class EventFeedTest {
    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void followsEvents(Format format) {
        int cursor = client.get("/events").number("/cursor");
        assertThat(client.get("/events").json().path("events").isEmpty()).isTrue();
        int id = client.activeLoadBalancer();
        client.post(
                "/loadbalancers/" + id + "/nodes",
                "{\"node\":{\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\"}}");
        client.awaitStatus(id, "ACTIVE");

        Answer answer = client.get("/events." + format.name().toLowerCase(Locale.ROOT) + "?since=" + cursor);

        assertThat(answer.body())
                .containsSubsequence("CREATED", "ADDED", "VIRTUAL_IP", "APPLIED", "UPDATED", "ADDED", "NODE", "APPLIED")
                .doesNotContain("1002");
        Answer page = client.get("/events?limit=1&since=" + cursor);
        assertThat(page.text("/events/0/type")).isEqualTo("CREATED");
        assertThat(client.get("/events?limit=1&since=" + page.number("/cursor")).text("/events/0/part"))
                .isEqualTo("VIRTUAL_IP");
        assertThat(api.otherClient()
                        .get("/events?since=0")
                        .json()
                        .path("events")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void answersWaitersAsSoonAsThereIsAnEvent() {
        int cursor = client.get("/events").number("/cursor");
        List<CompletableFuture<Answer>> waiting = List.of(
                CompletableFuture.supplyAsync(() -> client.get("/events?wait=30&since=" + cursor)),
                CompletableFuture.supplyAsync(() -> client.get("/events?wait=30&since=" + cursor)));

        client.post("/loadbalancers", RunningApi.MINIMAL);

        waiting.forEach(each -> assertThat(each.join().text("/events/0/type")).isEqualTo("CREATED"));
    }

    @Test
    void answersNothingWhenTheWaitIsOver() {
        int cursor = client.get("/events").number("/cursor");

        Answer answer = client.get("/events?wait=1&since=" + cursor);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"cursor\":" + cursor + ",\"events\":[]}");
    }

    @ParameterizedTest
    @CsvSource({"since=x", "since=-1", "since=0&wait=31", "since=0&wait=x"})
    void refusesWhatIsNoNumber(String query) {
        assertThat(client.get("/events?" + query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource
    void subscribes(Format format) {
        String type = format.mediaType().toString();
        Answer made = api.send(client.request("/events/subscriptions")
                .header("Content-Type", type)
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(
                        format == Format.JSON
                                ? "{\"subscription\":{\"url\":\"https://example.net/hook\"}}"
                                : "<subscription url='https://example.net/hook'/>")));

        assertThat(made.status()).as(made.body()).isEqualTo(200);
        assertThat(made.text("/subscription/secret")).matches("[0-9a-f]{64}");
        assertThat(made.text("/subscription/status")).isEqualTo("ACTIVE");
        String list = client.get("/events/subscriptions." + format.name().toLowerCase(Locale.ROOT))
                .body();
        assertThat(list).contains("https://example.net/hook").doesNotContain("secret");
        String path = "/events/subscriptions/" + made.number("/subscription/id");
        assertThat(api.otherClient().delete(path).status()).isEqualTo(404);
        assertThat(client.delete(path).status()).isEqualTo(202);
        assertThat(client.delete(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9/",
        "http://169.254.169.254/latest",
        "http://[fe80::1]/",
        "http://0.0.0.0/",
        "http://127.100.0.1/",
        "http://user@example.net/",
        "ftp://example.net/",
        "http:///x",
        "x",
        "https://example.net:70000/"
    })
    void refusesWhereNothingIsSent(String url) {
        Answer answer = client.post("/events/subscriptions", "{\"url\":\"" + url + "\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.sentences().getFirst()).startsWith("url must be ");
    }

    @Test
    void refusesASixthSubscription() {
        for (int i = 0; i < 5; i++) {
            assertThat(client.post("/events/subscriptions", "{\"url\":\"https://example.net/" + i + "\"}")
                            .status())
                    .isEqualTo(200);
        }

        assertThat(client.post("/events/subscriptions", "{\"url\":\"https://example.net/5\"}")
                        .status())
                .isEqualTo(400);
    }
}
