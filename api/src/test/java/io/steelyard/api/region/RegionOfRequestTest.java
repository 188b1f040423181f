package io.steelyard.api.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.ApiSetup;
import io.steelyard.api.RawRequest;
import io.steelyard.api.RunningApi;
import io.steelyard.domain.region.RegionName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionOfRequestTest {
    private final RunningApi api = RunningApi.start(ApiSetup.usual()
            .withRegions(
                    List.of(new RegionName("ORD"), new RegionName("DFW")),
                    Map.of(new RegionName("DFW"), URI.create("https://dfw.example.net"))));
    private final String token = api.client().token();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "dfw.example.net, local.dfw",
        "DFW.example.net, local.dfw",
        "dfw.example.net:443, local.dfw",
        "ord.example.net, local.ord",
        "unknown, local.ord"
    })
    void choosesTheRegionByTheHost(String host, String cluster) {
        assertThat(post(host, "/loadbalancers", RunningApi.MINIMAL)).contains("{\"name\":\"" + cluster + "\"}");
    }

    @Test
    void showsTheBalancersOfThatRegionOnly() {
        post("dfw.example.net", "/loadbalancers", RunningApi.MINIMAL);

        assertThat(exchange("dfw.example.net", "GET", "/loadbalancers", "")).contains("\"nodeCount\"");
        assertThat(exchange("ord", "GET", "/loadbalancers", "")).endsWith("{\"loadBalancers\":[]}");
    }

    @Test
    void hasADefaultForClientsThatNameNoHost() {
        String answer = RawRequest.exchange(
                api.port(), "GET /v1.0 HTTP/1.0\r\nX-Auth-User: demo\r\nX-Auth-Key: " + RunningApi.KEY + "\r\n\r\n");

        assertThat(answer).contains("X-Server-Management-Url: " + api.url() + "/v1.0/1001");
    }

    private String post(String host, String path, String body) {
        return exchange(host, "POST", path, body);
    }

    private String exchange(String host, String method, String path, String body) {
        return RawRequest.exchange(
                api.port(),
                method + " /v1.0/1001" + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nX-Auth-Token: "
                        + token + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body);
    }
}
