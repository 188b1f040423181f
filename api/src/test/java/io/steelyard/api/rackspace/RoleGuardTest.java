package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.domain.account.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RoleGuardTest {
    private final RunningApi api = RunningApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /loadbalancers",
        "PUT, /loadbalancers/ID",
        "DELETE, /loadbalancers/ID",
        "DELETE, /loadbalancers?id=ID",
        "POST, /loadbalancers/ID/nodes"
    })
    void anObserverMayNotWrite(String method, String path) {
        int id = api.client().activeLoadBalancer();

        Answer answer = api.client(Role.OBSERVER).exchange(method, path.replace("ID", Integer.toString(id)), "{}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.number("/code")).isEqualTo(403);
        assertThat(answer.text("/details")).isEqualTo("Your role in this account does not allow it.");
    }

    @Test
    void anObserverMayReadEverythingOfItsAccount() {
        int id = api.client().activeLoadBalancer();
        RunningApi.Client observer = api.client(Role.OBSERVER);

        assertThat(observer.get("/loadbalancers").status()).isEqualTo(200);
        assertThat(observer.get("/loadbalancers/" + id).status()).isEqualTo(200);
        assertThat(observer.get("/loadbalancers/" + id + "/nodes").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"ADMIN", "CREATOR"})
    void theOtherRolesMayWrite(Role role) {
        assertThat(api.client(role).post("/loadbalancers", RunningApi.MINIMAL).status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @EnumSource
    void aLoginSaysWhichRoleItHas(Role role) {
        api.client(role);

        Answer answer = api.postJson(
                "/v2.0/tokens",
                "{\"auth\":{\"passwordCredentials\":{\"username\":\"%s\",\"password\":\"%s\"}}}"
                        .formatted(role.name(), RunningApi.KEY));

        assertThat(answer.text("/access/user/roles/0/name")).isEqualToIgnoringCase("lbaas:" + role);
        assertThat(answer.text("/access/user/name")).isEqualTo(role.name());
        assertThat(answer.text("/access/token/tenant/id")).isEqualTo(Long.toString(RunningApi.TENANT));
    }
}
