package io.steelyard.api.operator.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountResourceTest {
    private static final String ACCOUNTS = "/operator/v1/accounts";
    private static final String MINE = ACCOUNTS + "/" + RunningApi.TENANT;
    private final RunningApi api = RunningApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void accountsAreListedWithoutKeys() {
        Answer listed = api.send(api.operator(ACCOUNTS));

        assertThat(listed.text("/accounts/0/tenant")).isEqualTo(Long.toString(RunningApi.TENANT));
        assertThat(listed.text("/accounts/0/name")).isEqualTo(RunningApi.USER);
        assertThat(listed.body()).doesNotContain("apiKey").doesNotContain("ash");
    }

    @Test
    void anAccountThatIsMadeLogsInWithTheKeyThatIsShownOnce() {
        Answer made = send("POST", ACCOUNTS, "{\"name\":\"jane\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/account/tenant")).isEqualTo("100001");
        assertThat(login("jane", made.text("/account/apiKey"))).isEqualTo(204);
        assertThat(api.send(api.operator(ACCOUNTS + "/100001")).body()).doesNotContain("apiKey");
    }

    @Test
    void everythingOfAnAccountMayBeGiven() {
        Answer made = send("POST", ACCOUNTS, "{\"name\":\"jim\",\"tenant\":\"77\",\"apiKey\":\"secret-key\"}");

        assertThat(made.text("/account/tenant")).isEqualTo("77");
        assertThat(login("jim", "secret-key")).isEqualTo(204);
    }

    @Test
    void aRotatedKeyEndsTheOldOneAndItsTokens() {
        RunningApi.Client client = api.client();

        Answer rotated = send("POST", MINE + "/rotate-key", "");

        assertThat(client.get("/loadbalancers").status()).isEqualTo(401);
        assertThat(login(RunningApi.USER, RunningApi.KEY)).isEqualTo(401);
        assertThat(login(RunningApi.USER, rotated.text("/account/apiKey"))).isEqualTo(204);
    }

    @Test
    void usersComeWithARoleThatChangesAndGoes() {
        Answer made = send("POST", MINE + "/users", "{\"name\":\"jane\",\"role\":\"OBSERVER\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/user/role")).isEqualTo("OBSERVER");
        assertThat(login("jane", made.text("/user/apiKey"))).isEqualTo(204);

        assertThat(send("PUT", MINE + "/users/jane/role", "{\"role\":\"CREATOR\"}")
                        .text("/user/role"))
                .isEqualTo("CREATOR");
        assertThat(api.send(api.operator(MINE + "/users")).text("/users/0/role"))
                .isEqualTo("CREATOR");
        String rotated = send("POST", MINE + "/users/jane/rotate-key", "").text("/user/apiKey");
        assertThat(login("jane", rotated)).isEqualTo(204);

        assertThat(send("DELETE", MINE + "/users/jane", "").status()).isEqualTo(204);
        assertThat(login("jane", rotated)).isEqualTo(401);
        assertThat(api.send(api.operator(MINE + "/users")).json().path("users")).isEmpty();
    }

    @Test
    void limitsOfOneAccountReplaceTheDefaultsAndHold() {
        Answer set = send("PUT", MINE + "/limits", "{\"loadbalancers\":1}");

        assertThat(set.number("/limits/loadbalancers")).isEqualTo(1);
        assertThat(set.number("/limits/nodes")).isEqualTo(25);
        assertThat(set.text("/own/0")).isEqualTo("loadbalancers");
        api.client().activeLoadBalancer();
        assertThat(api.client().post("/loadbalancers", RunningApi.MINIMAL).status())
                .isEqualTo(413);

        assertThat(send("PUT", MINE + "/limits", "{}").number("/limits/loadbalancers"))
                .isEqualTo(25);
        assertThat(api.client().post("/loadbalancers", RunningApi.MINIMAL).status())
                .isEqualTo(202);
        assertThat(api.send(api.operator("/operator/v1/limits")).number("/limits/batch"))
                .isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /operator/v1/accounts            | {}                                   | 400 | name",
                "POST | /operator/v1/accounts            | {\"name\":\"a:b\",\"cat\":1}           | 400 | cat",
                "POST | /operator/v1/accounts            | {\"name\":\"x\",\"tenant\":\"0\"}        | 400 | tenant",
                "POST | /operator/v1/accounts            | {\"name\":\"x\",\"apiKey\":\"short\"}    | 400 | apiKey",
                "POST | /operator/v1/accounts            | {\"name\":\"demo\"}                    | 409 | demo",
                "POST | /operator/v1/accounts            | {\"name\":\"x\",\"tenant\":\"1001\"}     | 409 | 1001",
                "POST | /operator/v1/accounts            | [                                    | 400 | JSON",
                "POST | /operator/v1/accounts/1001/users | {\"name\":\"x\",\"role\":\"KING\"} | 400 | ADMIN",
                "POST | /operator/v1/accounts/1001/users | {\"name\":\"other\",\"role\":\"ADMIN\"} | 409 | other",
                "PUT | /operator/v1/accounts/1001/users/a/role | {\"role\":\"ADMIN\"} | 404 | user",
                "POST | /operator/v1/accounts/4711/users | {\"name\":\"x\",\"role\":\"ADMIN\"} | 404 | account",
                "PUT  | /operator/v1/accounts/1001/limits | {\"nodes\":-1}                       | 400 | nodes",
                "PUT  | /operator/v1/accounts/1001/limits | {\"cats\":1}                         | 400 | cats",
                "PUT  | /operator/v1/accounts/4711/limits | {\"nodes\":1}                        | 404 | account"
            })
    void whatBreaksARuleIsAProblemThatNamesIt(String verb, String path, String body, int status, String named) {
        Answer answer = send(verb, path, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains(named);
    }

    private int login(String user, String key) {
        return api.send(api.request("/v1.0").headers("X-Auth-User", user, "X-Auth-Key", key))
                .status();
    }

    private Answer send(String verb, String path, String body) {
        return api.send(api.operator(path)
                .header("Content-Type", "application/json")
                .method(verb, HttpRequest.BodyPublishers.ofString(body)));
    }
}
