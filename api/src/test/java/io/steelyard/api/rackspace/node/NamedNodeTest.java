package io.steelyard.api.rackspace.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes with names, where names may be in {@code example.com} and {@code db.example.org}. */
class NamedNodeTest {
    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();
    private final int id = client.activeLoadBalancer();
    private final String nodes = "/loadbalancers/" + id + "/nodes";

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void haveNamesInTheAllowedDomains(Format format) {
        String json = "{\"nodes\":[{\"address\":\"App.Example.com.\",\"port\":80,\"condition\":\"ENABLED\"}]}";
        String xml = "<nodes><node address='App.Example.com.' port='80' condition='ENABLED'/></nodes>";

        Answer answer = api.send(client.request(nodes)
                .header("Content-Type", format.mediaType().toString())
                .header("Accept", format.mediaType().toString())
                .POST(BodyPublishers.ofString(format == Format.XML ? xml : json)));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).contains("\"app.example.com\"");
        assertThat(client.get(nodes).text("/nodes/0/address")).isEqualTo("app.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "a.b.example.com", "db.example.org", "one.db.example.org"})
    void areInADomainOrBelowIt(String name) {
        assertThat(client.post(nodes, node(name)).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "badexample.com", "example.com.evil.net", "www.example.org"})
    void areRefusedInOtherDomainsWithNothingChanged(String name) {
        Answer answer = client.post(nodes, "[" + node("www.example.com") + "," + node(name) + "]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.sentences())
                .containsExactly("nodes[1].address must be an address, or a name in one of the domains example.com,"
                        + " db.example.org.");
        assertThat(client.get(nodes).body()).isEqualTo("{\"nodes\":[]}");
    }

    @Test
    void areRefusedInOtherDomainsWhenGivenAtCreation() {
        Answer answer = client.post(
                "/loadbalancers",
                RunningApi.MINIMAL.replaceFirst("\\}$", ",\"nodes\":[" + node("www.example.org") + "]}"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("a name in one of the domains");
    }

    @Test
    void areRefusedWhereTheNameLeadsToAnAddressThatNoNodeMayHave() {
        Answer answer = client.post(nodes, node(RunningApi.FORBIDDEN_NAME));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains("which is where the name leads to now")
                .doesNotContain("169.254");
    }

    private static String node(String address) {
        return "{\"address\":\"" + address + "\",\"port\":80,\"condition\":\"ENABLED\"}";
    }
}
