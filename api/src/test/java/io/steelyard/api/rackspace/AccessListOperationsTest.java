package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessListOperationsTest {
    private static final String JSON = "{\"accessList\":[{\"address\":\"10.20.30.40\",\"type\":\"ALLOW\"},"
            + "{\"address\":\"0.0.0.0/0\",\"type\":\"DENY\"}]}";
    private static final String XML = "<accessList xmlns='http://docs.openstack.org/loadbalancers/api/v1.0'>"
            + "<networkItem address='10.20.30.40' type='ALLOW'/><networkItem address='0.0.0.0/0' type='DENY'/></accessList>";

    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();
    private final int id = client.activeLoadBalancer();
    private final String list = "/loadbalancers/" + id + "/accesslist";

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void listsNewestFirst(Format format) {
        FormatClient asked = new FormatClient(api, client, format);
        asked.send("POST", list, JSON, XML);

        assertThat(asked.get(list))
                .containsEntry("/accessList[0]/address", "0.0.0.0/0")
                .containsEntry("/accessList[0]/type", "DENY")
                .containsEntry("/accessList[1]/address", "10.20.30.40")
                .containsEntry("/accessList[1]/type", "ALLOW")
                .containsKeys("/accessList[0]/id", "/accessList[1]/id")
                .hasSize(6);
        assertThat(asked.get("/loadbalancers/" + id)).containsEntry("/loadBalancer/accessList[1]/type", "ALLOW");
    }

    @ParameterizedTest
    @EnumSource
    void appends(Format format) {
        FormatClient asked = new FormatClient(api, client, format);
        asked.send("POST", list, JSON, XML);

        asked.send(
                "PUT",
                list,
                "{\"networkItems\":{\"networkItem\":[{\"id\":23,\"address\":\"2001:db8::5/32\",\"type\":\"ALLOW\"}]}}",
                "<networkItems><networkItem id='23' address='2001:db8::5/32' type='ALLOW'/></networkItems>");
        Answer added = asked.send(
                "POST",
                list,
                "{\"networkItem\":{\"address\":\"10.0.0.5/24\",\"type\":\"DENY\"}}",
                "<networkItem address='10.0.0.5/24' type='DENY'/>");

        assertThat(added.body()).isEmpty();
        assertThat(asked.get(list))
                .containsEntry("/accessList[0]/address", "10.0.0.5/24")
                .containsEntry("/accessList[1]/address", "2001:db8::5/32")
                .containsEntry("/accessList[2]/address", "0.0.0.0/0")
                .doesNotContainEntry("/accessList[1]/id", "23");
    }

    @ParameterizedTest
    @EnumSource
    void removesByIdsOrAll(Format format) {
        FormatClient asked = new FormatClient(api, client, format);
        asked.send("POST", list, JSON, XML);
        asked.send(
                "POST",
                list,
                "{\"accessList\":[{\"address\":\"10.1.1.1\",\"type\":\"DENY\"},{\"address\":\"10.1.1.2\",\"type\":\"DENY\"}]}",
                "<accessList><networkItem address='10.1.1.1' type='DENY'/><networkItem address='10.1.1.2' type='DENY'/></accessList>");
        Map<String, String> all = asked.get(list);

        asked.send("DELETE", list + "/" + all.get("/accessList[0]/id"), "", "");
        asked.send(
                "DELETE", list + "?id=" + all.get("/accessList[1]/id") + "&id=" + all.get("/accessList[2]/id"), "", "");
        assertThat(asked.get(list))
                .containsEntry("/accessList[0]/address", "10.20.30.40")
                .hasSize(3);

        asked.send("DELETE", list, "", "");
        assertThat(client.get(list).json().path("accessList").size()).isZero();
        assertThat(client.get("/loadbalancers/" + id)
                        .json()
                        .path("loadBalancer")
                        .has("accessList"))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void mayBeGivenAtCreation(Format format) {
        FormatClient asked = new FormatClient(api, client, format);

        Map<String, String> made = asked.values(asked.send(
                "POST",
                "/loadbalancers",
                RunningApi.MINIMAL.replaceFirst("\\{", "{" + JSON.substring(1, JSON.length() - 1) + ","),
                "<loadBalancer name='a' protocol='HTTP'><virtualIps><virtualIp type='PUBLIC'/></virtualIps>"
                        + XML.replaceFirst(" xmlns='[^']*'", "") + "</loadBalancer>"));

        assertThat(made)
                .containsEntry("/loadBalancer/accessList[0]/address", "0.0.0.0/0")
                .containsEntry("/loadBalancer/accessList[1]/address", "10.20.30.40");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"accessList\":[]}",
                "{\"accessList\":[{\"address\":\"10.0.0.1\"}]}",
                "{\"accessList\":[{\"address\":\"10.0.0.1\",\"type\":\"allow\"}]}",
                "{\"accessList\":[{\"address\":\"10.0.0.256\",\"type\":\"ALLOW\"}]}",
                "{\"accessList\":[{\"address\":\"10.0.0.1/33\",\"type\":\"ALLOW\"}]}",
                "{\"accessList\":[{\"address\":\"example.com\",\"type\":\"ALLOW\"}]}",
                "{\"accessList\":[{\"address\":\"10.0.0.1\",\"type\":\"ALLOW\",\"port\":1}]}",
                "{\"accessList\":[{\"address\":\"10.0.0.5/24\",\"type\":\"ALLOW\"},{\"address\":\"10.0.0.0/24\",\"type\":\"DENY\"}]}",
                "{\"accessList\":[{\"address\":\"10.1.1.1\",\"type\":\"ALLOW\"},{\"address\":\"10.20.30.40/32\",\"type\":\"DENY\"}]}"
            })
    void whatIsWrongChangesNothing(String body) {
        client.post(list, JSON);
        client.awaitStatus(id, "ACTIVE");
        String before = client.get(list).body();

        Answer answer = client.post(list, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("accessList");
        assertThat(client.get(list).body()).isEqualTo(before);
    }

    @Test
    void aHundredItemsFitAndNoMore() {
        assertThat(client.post(list, items(0, 100)).status()).isEqualTo(202);
        client.awaitStatus(id, "ACTIVE");

        assertThat(client.post(list, items(100, 101)).status()).isEqualTo(413);
        assertThat(client.get(list).json().path("accessList").size()).isEqualTo(100);
        assertThat(client.post(
                                "/loadbalancers",
                                RunningApi.MINIMAL.replaceFirst("\\{", "{" + inner(items(0, 101)) + ","))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void pagesGoDownwards() {
        client.post(list, items(0, 3));
        List<Integer> ids = IntStream.range(0, 3)
                .mapToObj(i -> client.get(list).number("/accessList/" + i + "/id"))
                .toList();

        assertThat(client.get(list + "?limit=1&offset=1").number("/accessList/0/id"))
                .isEqualTo(ids.get(1));
        assertThat(client.get(list + "?marker=" + ids.get(1)).number("/accessList/0/id"))
                .isEqualTo(ids.get(1));
        assertThat(client.get(list + "?marker=" + ids.get(1))
                        .json()
                        .path("accessList")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void anIdIsNotGivenAgain() {
        client.post(list, items(0, 1));
        int first = client.get(list).number("/accessList/0/id");
        client.delete(list + "/" + first);

        client.post(list, items(0, 1));

        assertThat(client.get(list).number("/accessList/0/id")).isGreaterThan(first);
        assertThat(client.delete(list + "/" + first).status()).isEqualTo(404);
    }

    private static String inner(String object) {
        return object.substring(1, object.length() - 1);
    }

    private static String items(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"address\":\"10.7.0." + i + "\",\"type\":\"DENY\"}")
                .collect(Collectors.joining(",", "{\"accessList\":[", "]}"));
    }
}
