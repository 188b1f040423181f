package io.steelyard.api.rackspace.atom;

import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Link;
import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.AtomFeed;
import io.steelyard.api.RunningApi;
import io.steelyard.control.event.Event;
import io.steelyard.control.node.NodeObservations;
import io.steelyard.control.store.Store;
import io.steelyard.control.virtualip.VipPools;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.Outage;
import io.steelyard.testkit.SamplePools;
import io.steelyard.testkit.store.InMemoryStore;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds of changes, read by Rome. */
class FeedTest {
    private static final String NODE = "{\"node\":{\"address\":\"10.1.1.1\",\"port\":80,\"condition\":\"ENABLED\"}}";

    private static final VipPools POOLS =
            SamplePools.of(List.of("127.100.0.0/16", "fd00::/120"), List.of("127.101.0.0/16"));

    private final Store store = new InMemoryStore();
    private final RunningApi api =
            RunningApi.start(ApiSetup.usual().withStore(store).withPools(POOLS));
    private final RunningApi.Client client = api.client();
    private int id;
    private String path = "";

    @BeforeEach
    void loadBalancer() {
        id = client.activeLoadBalancer();
        path = "/loadbalancers/" + id;
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aLoadBalancersFeedTellsAllThatHappened() {
        add("nodes", NODE);
        client.delete(path);
        client.awaitStatus(id, "DELETED");

        AtomFeed feed = feed(path + ".atom");

        assertThat(feed.feed().getTitle()).isEqualTo("Load balancer " + id);
        assertThat(feed.titles()).element(0).isEqualTo("Load balancer " + id + " deleted");
        assertThat(feed.titles())
                .containsSubsequence(
                        "Load balancer " + id + " about to be deleted",
                        "Load balancer " + id + " in service",
                        "Load balancer " + id + " updated",
                        "Load balancer " + id + " in service",
                        "Load balancer " + id + " created");
        assertThat(feed.categories())
                .startsWith("DELETE", "DELETE")
                .contains("UPDATE")
                .endsWith("CREATE");
        assertThat(client.get(path + "/nodes.atom").status()).isEqualTo(410);
    }

    @Test
    void nodesHaveAFeed() {
        int node = add("nodes", NODE).number("/nodes/0/id");
        change("PUT", "nodes/" + node, "{\"node\":{\"weight\":9}}");
        NodeReport offline = new NodeReport(
                new LoadBalancerId(id), new NodeId(node), Optional.of(Outage.inTraffic(NodeFailure.CONNECT_REFUSED)));
        new NodeObservations(store, InstantSource.system())
                .reported(new HostName("local"), false, List.of(offline), Set.of());
        change("DELETE", "nodes/" + node, "");

        AtomFeed feed = feed(path + "/nodes.atom");

        assertThat(feed.titles())
                .containsExactly(
                        "Node " + node + " removed",
                        "Node " + node + " OFFLINE",
                        "Node " + node + " changed",
                        "Node " + node + " added");
        assertThat(feed.categories()).containsExactly("DELETE", "UPDATE", "UPDATE", "CREATE");
        Entry added = feed.entries().getLast();
        assertThat(added.getSummary().getValue()).isEqualTo("Node " + node + " (10.1.1.1, port 80) was added.");
        assertThat(added.getAlternateLinks())
                .extracting(Link::getHref)
                .containsExactly(api.url() + "/v1.0/" + RunningApi.TENANT + path + "/nodes/" + node);
    }

    @Test
    void virtualIpsHaveAFeed() {
        int added = add("virtualips", "{\"type\":\"PUBLIC\",\"ipVersion\":\"IPV6\"}")
                .number("/virtualIp/id");
        change("DELETE", "virtualips/" + added, "");

        AtomFeed feed = feed(path + "/virtualips.atom");

        assertThat(feed.categories()).containsExactly("DELETE", "CREATE", "CREATE", "CREATE");
        assertThat(feed.titles()).startsWith("Virtual IP " + added + " removed", "Virtual IP " + added + " added");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accesslist | Access list | {\"accessList\":[{\"address\":\"10.0.0.0/8\",\"type\":\"DENY\"}]}"
                        + " | {\"accessList\":[{\"address\":\"10.1.0.0/16\",\"type\":\"ALLOW\"}]}",
                "healthmonitor | Health monitor | {\"type\":\"CONNECT\",\"delay\":9,\"timeout\":2,\"attemptsBeforeDeactivation\":3}"
                        + " | {\"type\":\"CONNECT\",\"delay\":10,\"timeout\":2,\"attemptsBeforeDeactivation\":3}",
                "sessionpersistence | Session persistence | {\"sessionPersistence\":{\"persistenceType\":\"HTTP_COOKIE\"}}"
                        + " | {\"sessionPersistence\":{\"persistenceType\":\"SOURCE_IP\"}}",
                "connectionthrottle | Connection throttle"
                        + " | {\"minConnections\":1,\"maxConnections\":9,\"maxConnectionRate\":9,\"rateInterval\":9}"
                        + " | {\"maxConnections\":10}"
            })
    void featuresHaveFeeds(String feature, String title, String first, String second) {
        change("PUT", feature, first);
        change("PUT", feature, second);
        change("DELETE", feature, "");

        AtomFeed feed = feed(path + "/" + feature + ".atom");

        assertThat(feed.titles()).containsExactly(title + " removed", title + " changed", title + " added");
        assertThat(feed.categories()).containsExactly("DELETE", "UPDATE", "CREATE");
        assertThat(feed.feed().getTitle()).isEqualTo(title + " of load balancer " + id);
        assertThat(feed.link("self"))
                .contains(api.url() + "/v1.0/" + RunningApi.TENANT + path + "/" + feature + ".atom");
    }

    @Test
    void whatNothingHappenedToHasAnEmptyFeed() {
        AtomFeed feed = feed(path + "/healthmonitor.atom");

        assertThat(feed.entries()).isEmpty();
        assertThat(feed.link("next")).isEmpty();
        assertThat(feed.link("previous")).isEmpty();
    }

    @Test
    void pagesLeadThroughAllEntriesWhateverHappensMeanwhile() {
        for (int i = 0; i < 3; i++) {
            change("PUT", "nodes/" + add("nodes", NODE.replace("80", "9" + i)).number("/nodes/0/id"), "{\"weight\":9}");
        }
        List<String> all = feed(path + "/nodes.atom").ids();

        AtomFeed page = feed(path + "/nodes.atom?limit=4");
        add("nodes", NODE);
        AtomFeed second = follow(page.link("next").orElseThrow());
        List<String> read = new ArrayList<>(page.ids());
        read.addAll(second.ids());

        assertThat(read).hasSize(6).isEqualTo(all);
        assertThat(second.link("next")).isEmpty();
        assertThat(follow(second.link("previous").orElseThrow()).ids()).isEqualTo(page.ids());
        assertThat(follow(second.link("self").orElseThrow()).ids()).isEqualTo(second.ids());
        assertThat(page.link("previous")).isEmpty();
        assertThat(feed(path + "/nodes.atom?offset=100").entries()).isEmpty();
        assertThat(page.feed().getId()).isEqualTo(second.feed().getId());
    }

    @Test
    void hasOnlyWhatChangedSince() {
        Event old = new Event(
                new LoadBalancerId(id),
                new TenantId(RunningApi.TENANT),
                Event.Type.RESYNCED,
                "Long ago.",
                Instant.ofEpochSecond(1_000));
        store.update(unit -> unit.append(old));

        assertThat(feed(path + ".atom?changes-since=1001").titles())
                .contains("Load balancer " + id + " created")
                .doesNotContain("Load balancer " + id + " told to its hosts anew");
        assertThat(feed(path + ".atom?changes-since=1000").link("self").orElseThrow())
                .endsWith(".atom?changes-since=1000");
        assertThat(client.get(path + ".atom?changes-since=4102444800").status()).isEqualTo(304);
    }

    @Test
    void aReadOfWhatTheCallerHasIsNotModified() {
        Answer first = client.get(path + ".atom");
        String tag = first.header("ETag");

        assertThat(tag).isNotEmpty();
        assertThat(client.exchange("GET", path + ".atom", "", "If-None-Match", tag)
                        .status())
                .isEqualTo(304);
        assertThat(client.exchange("GET", path, "", "If-None-Match", tag).status())
                .isEqualTo(200);
        assertThat(client.exchange("GET", path + ".atom", "", "If-None-Match", tag, "Accept-Encoding", "gzip")
                        .header("Content-Encoding"))
                .isEqualTo("gzip");
        assertThat(client.exchange("GET", path + ".atom", "", "If-Match", "\"other\"")
                        .status())
                .isEqualTo(412);
        add("nodes", NODE);
        assertThat(client.exchange("GET", path + ".atom", "", "If-None-Match", tag)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/atom+xml",
                "application/json;q=0.5, application/atom+xml",
                "application/atom+xml, */*;q=0.1"
            })
    void isAnsweredToTheAcceptHeaderToo(String accept) {
        Answer answer = api.send(client.request(path + "/nodes").header("Accept", accept));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/atom+xml");
        assertThat(api.send(client.request(path + "/nodes").header("Accept", "*/*"))
                        .header("Content-Type"))
                .isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/ID/nodes/1",
                "/ID/nodes/events",
                "/ID/connectionlogging",
                "/ID/errorpage",
                "/ID/ssltermination",
                "/ID/metadata",
                "/ID/history",
                "/ID/stats",
                "/ID/usage",
                "/protocols",
                "/algorithms",
                "/absolutelimits"
            })
    void isRefusedElsewhere(String elsewhere) {
        Answer answer = client.get("/loadbalancers" + elsewhere.replace("ID", "" + id) + ".atom");

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.number("/code")).isEqualTo(406);
    }

    @Test
    void noFeedIsWritten() {
        assertThat(client.exchange("PUT", path + "/healthmonitor.atom", "{}").status())
                .isEqualTo(406);
    }

    @Test
    void othersSeeNothing() {
        assertThat(api.otherClient().get(path + ".atom").status()).isEqualTo(404);
        assertThat(api.otherClient().get(path + "/nodes.atom").status()).isEqualTo(404);
    }

    @Test
    void readersSeeTextAsItWasWritten() {
        String summary = "</summary><script>alert('&')</script>\u0000\uD83D\uDE00";
        store.update(unit -> unit.append(new Event(
                new LoadBalancerId(id), new TenantId(RunningApi.TENANT), Event.Type.FAILED, summary, Instant.now())));

        assertThat(feed(path + ".atom").entries().getFirst().getSummary().getValue())
                .isEqualTo(summary.replace('\u0000', '\uFFFD'));
    }

    private AtomFeed feed(String below) {
        return read(client.get(below));
    }

    private static AtomFeed read(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/atom+xml");
        return AtomFeed.read(answer.body());
    }

    private AtomFeed follow(String link) {
        return read(api.send(HttpRequest.newBuilder(URI.create(link)).header("X-Auth-Token", client.token())));
    }

    private Answer add(String below, String body) {
        return change("POST", below, body);
    }

    private Answer change(String method, String below, String body) {
        Answer answer = client.exchange(method, path + "/" + below, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        client.awaitStatus(id, "ACTIVE");
        return answer;
    }
}
