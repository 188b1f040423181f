package io.steelyard.api.rackspace.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import io.steelyard.control.ratelimit.RateLimits;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimitResourceTest {
    private final RunningApi api = RunningApi.start(
            ApiSetup.usual().withRateLimits(RateLimits.parse("GET /*=5/MINUTE, POST /loadbalancers=2/SECOND")));
    private final RunningApi.Client client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void showsRatesAndLimits(Format format) {
        Answer answer = client.get("/limits" + extension(format));

        assertThat(answer.status()).isEqualTo(200);
        if (format == Format.JSON) {
            assertThat(answer.json().at("/limits/rate/0/uri").asString()).isEqualTo("/v1.0/1001/*");
            assertThat(answer.json().at("/limits/rate/0/regex").asString()).isEqualTo("^/v1\\.0/1001/.*");
            assertThat(answer.json().at("/limits/rate/0/limit/0/verb").asString())
                    .isEqualTo("GET");
            assertThat(answer.json().at("/limits/rate/0/limit/0/value").asString())
                    .isEqualTo("5");
            assertThat(answer.json().at("/limits/rate/0/limit/0/remaining").asString())
                    .isEqualTo("4");
            assertThat(answer.json().at("/limits/rate/0/limit/0/unit").asString())
                    .isEqualTo("MINUTE");
            assertThat(answer.json().at("/limits/rate/1/regex").asString()).isEqualTo("^/v1\\.0/1001/loadbalancers$");
            assertThat(answer.json().at("/limits/absolute/1/value").asString()).isEqualTo("25");
        } else {
            assertThat(answer.body())
                    .contains("<rate uri=\"/v1.0/1001/*\" regex=\"^/v1\\.0/1001/.*\"><limit verb=\"GET\" value=\"5\""
                            + " remaining=\"4\" unit=\"MINUTE\" next-available=\"")
                    .contains("<absolute><limit name=\"IPV6_LIMIT\" value=\"25\"/>");
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsAbsoluteLimits(Format format) {
        String body =
                client.get("/loadbalancers/absolutelimits" + extension(format)).body();

        assertThat(body)
                .contains(
                        format == Format.JSON
                                ? "{\"absolute\":[{\"name\":\"IPV6_LIMIT\",\"value\":25},{\"name\":\"LOADBALANCER_LIMIT\",\"value\":25},"
                                        + "{\"name\":\"BATCH_DELETE_LIMIT\",\"value\":10},{\"name\":\"ACCESS_LIST_LIMIT\",\"value\":100},"
                                        + "{\"name\":\"NODE_LIMIT\",\"value\":25},{\"name\":\"NODE_META_LIMIT\",\"value\":25},"
                                        + "{\"name\":\"LOADBALANCER_META_LIMIT\",\"value\":25},"
                                        + "{\"name\":\"CERTIFICATE_MAPPING_LIMIT\",\"value\":100}"
                                : "<limit name=\"BATCH_DELETE_LIMIT\" value=\"10\"/>");
    }

    @ParameterizedTest
    @EnumSource
    void listsLimitTypes(Format format) {
        String body =
                client.get("/loadbalancers/limittypes" + extension(format)).body();

        assertThat(body)
                .contains(
                        format == Format.JSON
                                ? "{\"name\":\"NODE_LIMIT\",\"defaultValue\":25,\"description\":\"Nodes of a load balancer\"}"
                                : "<limitType name=\"NODE_LIMIT\" defaultValue=\"25\" description=\"Nodes of a load balancer\"/>");
    }

    @ParameterizedTest
    @EnumSource
    void listsAllowedDomains(Format format) {
        String body =
                client.get("/loadbalancers/alloweddomains" + extension(format)).body();

        assertThat(body)
                .contains(
                        format == Format.JSON
                                ? "{\"allowedDomains\":[{\"name\":\"example.com\"},{\"name\":\"db.example.org\"}]}"
                                : "<allowedDomain name=\"db.example.org\"/>");
    }

    @ParameterizedTest
    @EnumSource
    void oneRequestTooManyIsRefusedUntilOneIsAvailableAgain(Format format) {
        for (int sent = 0; sent < 5; sent++) {
            assertThat(client.get("/loadbalancers").status()).isEqualTo(200);
        }

        Answer refused = client.get("/loadbalancers" + extension(format));

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.header("Retry-After")).isEqualTo("12");
        assertThat(refused.body())
                .contains(format == Format.JSON ? "\"code\":413" : "<overLimit")
                .contains("over the limit");
        assertThat(api.otherClient().get("/loadbalancers").status())
                .as("another account")
                .isEqualTo(200);

        api.wait(Duration.ofSeconds(12));
        assertThat(client.get("/loadbalancers").status()).isEqualTo(200);
        assertThat(client.get("/loadbalancers").status()).isEqualTo(413);
    }

    @Test
    void aRefusedWriteChangesNothing() {
        client.post("/loadbalancers", RunningApi.MINIMAL);
        client.post("/loadbalancers", RunningApi.MINIMAL);

        assertThat(client.post("/loadbalancers", RunningApi.MINIMAL).status()).isEqualTo(413);

        assertThat(client.get("/loadbalancers").json().path("loadBalancers")).hasSize(2);
    }

    @Test
    void theOperatorGivesAnAccountOtherRatesAndTakesThemBack() {
        String path = "/operator/v1/accounts/" + RunningApi.TENANT + "/rate-limits";

        Answer set = operator(
                "PUT", path, "{\"rateLimits\":[{\"verb\":\"GET\",\"uri\":\"/limits\",\"value\":1,\"unit\":\"DAY\"}]}");

        assertThat(set.json().at("/own").asString()).isEqualTo("true");
        assertThat(client.get("/limits")
                        .json()
                        .at("/limits/rate/0/limit/0/remaining")
                        .asString())
                .isEqualTo("0");
        assertThat(client.get("/limits").header("Retry-After")).isEqualTo("86400");
        for (int sent = 0; sent < 6; sent++) {
            assertThat(client.get("/loadbalancers").status()).isEqualTo(200);
        }
        assertThat(operator("DELETE", path, "").json().at("/own").asString()).isEqualTo("false");
        assertThat(client.get("/limits")
                        .json()
                        .at("/limits/rate/0/limit/0/value")
                        .asString())
                .isEqualTo("5");
    }

    @Test
    void ratesThatAreNoneAreRefusedAndChangeNothing() {
        String path = "/operator/v1/accounts/" + RunningApi.TENANT + "/rate-limits";

        Answer refused = operator(
                "PUT",
                path,
                "{\"rateLimits\":[{\"verb\":\"PATCH\",\"uri\":\"x\",\"value\":0,\"unit\":\"WEEK\",\"burst\":1}]}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("verb", "uri", "value", "unit", "burst");
        assertThat(api.send(api.operator(path)).json().at("/own").asString()).isEqualTo("false");
        assertThat(api.send(api.operator("/operator/v1/accounts/9/rate-limits")).status())
                .isEqualTo(404);
        assertThat(api.send(api.operator("/operator/v1/rate-limits"))
                        .json()
                        .at("/rateLimits/1/uri")
                        .asString())
                .isEqualTo("/loadbalancers");
    }

    private Answer operator(String verb, String path, String body) {
        return api.send(api.operator(path)
                .header("Content-Type", "application/json")
                .method(verb, BodyPublishers.ofString(body)));
    }

    private static String extension(Format format) {
        return "." + format.name().toLowerCase(Locale.ROOT);
    }
}
