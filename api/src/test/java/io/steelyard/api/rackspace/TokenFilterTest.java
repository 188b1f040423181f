package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TokenFilterTest {
    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = RunningApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void refusesWithTheSameBytesWhateverIsWrongWithTheToken() {
        String own = api.client().token();
        String foreign = api.otherClient().token();

        List<Answer> answers = List.of(
                api.send(api.request("/v1.0/1001/loadbalancers")),
                api.send(api.request("/v1.0/1001/loadbalancers").header("X-Auth-Token", "wrong")),
                api.send(api.request("/v1.0/1001/loadbalancers").header("X-Auth-Token", foreign)),
                api.send(api.request("/v1.0/2002/loadbalancers").header("X-Auth-Token", own)),
                api.send(api.request("/v1.0/999/loadbalancers").header("X-Auth-Token", own)),
                api.send(api.request("/v1.0/x/loadbalancers").header("X-Auth-Token", own)),
                api.send(api.request("/v1.0/01001/loadbalancers").header("X-Auth-Token", own)));

        assertThat(answers).extracting(Answer::status).containsOnly(401);
        assertThat(answers)
                .extracting(Answer::body)
                .containsOnly(answers.getFirst().body());
        assertThat(answers.getFirst().names()).containsExactly("message", "code", "details");
    }

    @Test
    void keepsEvenTheExistenceOfPathsToItself() {
        assertThat(api.send(api.request("/v1.0/1001/nothing")).body())
                .isEqualTo(api.send(api.request("/v1.0/1001/loadbalancers")).body());
        assertThat(api.send(api.request("/v1.0/1001")).status()).isEqualTo(401);
        assertThat(api.send(api.request("/v1.0/1001/loadbalancers.json")).status())
                .isEqualTo(401);
    }

    @Test
    void cannotBeWalkedAround() {
        for (String path : List.of(
                "/v1.0/1001;x=y/loadbalancers",
                "/v1.0;a=b/1001/loadbalancers",
                "/v1.0;a=b/1001/loadbalancers/protocols",
                "/v1%2e0/1001/loadbalancers",
                "/V1.0/1001/loadbalancers",
                "/v1.0//1001/loadbalancers",
                "/x/../v1.0/1001/loadbalancers",
                "//v1.0/1001/loadbalancers",
                "/v1.0/1001/loadbalancers/%2e%2e/loadbalancers")) {
            Answer answer = api.send(api.request(path));

            assertThat(answer.status()).as(path).isIn(400, 401, 404);
        }
    }
}
