package io.steelyard.api.rackspace.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.ApiSetup;
import io.steelyard.api.RunningApi;
import io.steelyard.control.usage.UsageCycle;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.observed.Traffic;
import io.steelyard.domain.observed.TrafficReport;
import io.steelyard.testkit.SettableClock;
import io.steelyard.testkit.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class UsageResourceTest {
    private static final Instant START = Instant.parse("2026-01-02T03:30:00Z");

    private final SettableClock clock = new SettableClock(START);
    private final InMemoryStore store = new InMemoryStore();
    private final UsageCycle cycle = new UsageCycle(store, clock);
    private final RunningApi api =
            RunningApi.start(ApiSetup.usual().withStore(store).withClock(clock));
    private final RunningApi.Client client = api.client();
    private int id;

    @BeforeEach
    void createABalancer() {
        id = client.activeLoadBalancer();
    }

    @AfterEach
    void stop() {
        api.close();
        cycle.close();
    }

    @Test
    void everyPartOfUsageIsShownInBothFormats() {
        count(
                1,
                new Traffic(3, 2, 3, 9, 1000, 20_000, 0, 0, 0, 0, 0, 0, 0),
                new Traffic(1, 1, 1, 1, 7, 8, 0, 0, 0, 0, 0, 0, 0));
        pass(Duration.ofMinutes(5));
        pass(Duration.ofMinutes(5));

        JsonNode all = client.get(path("/usage")).json();
        String xml = client.get(path("/usage.xml")).body();

        int record = all.at("/loadBalancerUsageRecords/0/id").intValue();
        assertThat(record).isPositive();
        assertThat(all)
                .hasToString("{\"loadBalancerUsageRecords\":[{\"id\":" + record
                        + ",\"averageNumConnections\":2.0,\"averageNumConnectionsSsl\":1.0,"
                        + "\"incomingTransfer\":1000,\"incomingTransferSsl\":7,"
                        + "\"outgoingTransfer\":20000,\"outgoingTransferSsl\":8,"
                        + "\"numVips\":1,\"numPolls\":2,\"vipType\":\"PUBLIC\",\"sslMode\":\"OFF\","
                        + "\"startTime\":\"2026-01-02T03:30:00Z\",\"endTime\":\"2026-01-02T03:40:00Z\"}]}");
        assertThat(xml)
                .contains("<loadBalancerUsage xmlns=\"http://docs.openstack.org/loadbalancers/api/v1.0\">"
                        + "<loadBalancerUsageRecord id=\"" + record + "\" averageNumConnections=\"2.0\"")
                .contains("outgoingTransfer=\"20000\"", "endTime=\"2026-01-02T03:40:00Z\"/></loadBalancerUsage>");
        for (String part : List.of("/usage/current", "/usage/historical", "/historical")) {
            boolean running = part.equals("/usage/current");
            assertThat(client.get(path(part)).json().path("loadBalancerUsageRecords"))
                    .hasSize(running ? 1 : 0);
            assertThat(client.get(path(part + ".xml")).body().contains("<loadBalancerUsageRecord "))
                    .isEqualTo(running);
        }
    }

    @Test
    void recordsEndWithTheHourAndAreFoldedWithTheDay() {
        count(1, traffic(10), Traffic.NONE);
        pass(Duration.ofMinutes(30));
        count(2, traffic(15), Traffic.NONE);
        pass(Duration.ofMinutes(60));

        assertThat(records("/usage/current"))
                .extracting(record -> record.path("startTime").stringValue())
                .containsExactly("2026-01-02T03:30:00Z", "2026-01-02T04:00:00Z", "2026-01-02T05:00:00Z");
        assertThat(records("/usage/current"))
                .extracting(record -> record.path("incomingTransfer").intValue())
                .containsExactly(10, 5, 0);
        assertThat(records("/usage/historical")).isEmpty();

        clock.set(Instant.parse("2026-01-03T00:00:00Z"));
        cycle.advance();

        assertThat(records("/usage/current"))
                .extracting(record -> record.path("startTime").stringValue())
                .containsExactly("2026-01-03T00:00:00Z");
        assertThat(records("/historical"))
                .extracting(record -> record.path("endTime").stringValue())
                .containsExactly("2026-01-02T04:00:00Z", "2026-01-02T05:00:00Z", "2026-01-03T00:00:00Z");
        assertThat(records("/usage")).hasSize(4);
    }

    @Test
    void aVirtualIpMoreBeginsAnotherRecord() {
        count(1, traffic(10), Traffic.NONE);
        clock.advance(Duration.ofMinutes(1));
        client.post(path("/virtualips"), "{\"virtualIp\":{\"type\":\"SERVICENET\"}}");
        client.awaitStatus(id, "ACTIVE");
        count(2, traffic(12), Traffic.NONE);

        assertThat(records("/usage/historical")).singleElement().satisfies(record -> {
            assertThat(record.path("numVips").intValue()).isEqualTo(1);
            assertThat(record.path("incomingTransfer").intValue()).isEqualTo(10);
            assertThat(record.path("endTime").stringValue()).isEqualTo("2026-01-02T03:31:00Z");
        });
        assertThat(records("/usage/current")).singleElement().satisfies(record -> {
            assertThat(record.path("numVips").intValue()).isEqualTo(2);
            assertThat(record.path("incomingTransfer").intValue()).isEqualTo(2);
        });
    }

    @Test
    void anotherNameBeginsNone() {
        clock.advance(Duration.ofMinutes(1));
        client.put(path(""), "{\"name\":\"another\"}");
        client.awaitStatus(id, "ACTIVE");

        assertThat(records("/usage")).hasSize(1);
    }

    @Test
    void usageOfADeletedBalancerStaysAndItsStatsGo() {
        count(1, traffic(10), Traffic.NONE);
        clock.advance(Duration.ofMinutes(1));
        client.delete(path(""));
        client.awaitStatus(id, "DELETED");

        assertThat(records("/usage")).hasSize(1);
        assertThat(client.get("/loadbalancers/usage").json().at("/loadBalancerUsages/0/loadBalancerId"))
                .hasToString(Integer.toString(id));
        assertThat(client.get("/loadbalancers/billable").json().at("/loadBalancers/0/status"))
                .hasToString("\"DELETED\"");
        assertThat(client.get(path("/stats")).status()).isEqualTo(410);
    }

    @Test
    void anAccountsUsageIsShownInBothFormats() {
        count(1, traffic(10), Traffic.NONE);
        pass(Duration.ofMinutes(45));

        JsonNode json = client.get("/loadbalancers/usage").json();
        String xml = client.get("/loadbalancers/usage.xml").body();

        assertThat(json.path("accountId").longValue()).isEqualTo(RunningApi.TENANT);
        assertThat(json.at("/accountUsage/accountUsageRecords"))
                .hasToString("[{\"numLoadBalancers\":1,\"numPublicVips\":1,\"numServicenetVips\":0,"
                        + "\"startTime\":\"2026-01-02T03:00:00Z\",\"endTime\":\"2026-01-02T04:00:00Z\"},"
                        + "{\"numLoadBalancers\":1,\"numPublicVips\":1,\"numServicenetVips\":0,"
                        + "\"startTime\":\"2026-01-02T04:00:00Z\",\"endTime\":\"2026-01-02T04:15:00Z\"}]");
        assertThat(json.at("/loadBalancerUsages/0/loadBalancerName").stringValue())
                .isEqualTo("a");
        assertThat(json.at("/loadBalancerUsages/0/loadBalancerUsageRecords")).hasSize(2);
        assertThat(xml)
                .contains("<accountBilling xmlns=\"http://docs.openstack.org/loadbalancers/api/v1.0\" accountId=\""
                        + RunningApi.TENANT + "\"><accountUsage><accountUsageRecord numLoadBalancers=\"1\"")
                .contains("</accountUsage><loadBalancerUsage loadBalancerId=\"" + id
                        + "\" loadBalancerName=\"a\"><loadBalancerUsageRecord ");
    }

    @Test
    void onlyTheWantedTimeIsShown() {
        pass(Duration.ofMinutes(30));
        pass(Duration.ofHours(22));

        assertThat(client.get("/loadbalancers/usage?startDate=2026-01-02&endDate=2026-01-03")
                        .json()
                        .at("/loadBalancerUsages/0/loadBalancerUsageRecords"))
                .hasSize(2);
        assertThat(client.get("/loadbalancers/usage?startTime=2026-01-01&endTime=2026-01-02T03:00:00%2B00:00")
                        .json()
                        .path("loadBalancerUsages"))
                .isEmpty();
        assertThat(records("/usage?endTime=2026-01-02T04:00:00")).hasSize(1);
        assertThat(records("/usage?startTime=1767398400")).hasSize(2);
        assertThat(records("/usage?limit=1&offset=1")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "startTime=yesterday",
                "endDate=2026-13-01",
                "startTime=2026-01-02&endTime=2026-01-01",
                "startTime=2026-01-02T25:00:00Z",
                "startDate=99999999999999"
            })
    void aTimeThatIsNoneOrTurnedAroundIsRefused(String query) {
        for (String path : List.of("/loadbalancers/usage", "/loadbalancers/billable", path("/usage"))) {
            Answer answer = client.get(path + "?" + query);

            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        }
    }

    @Test
    void billableOnesAreListedInBothFormats() {
        clock.advance(Duration.ofHours(20));
        int later = client.activeLoadBalancer();

        String before = "?startTime=2026-01-02T03:00:00Z&endTime=2026-01-02T04:00:00Z";
        JsonNode json = client.get("/loadbalancers/billable" + before).json();

        assertThat(json.path("loadBalancers")).hasSize(1);
        assertThat(json.at("/loadBalancers/0/id").intValue()).isEqualTo(id);
        assertThat(client.get("/loadbalancers/billable").json().path("loadBalancers"))
                .hasSize(2);
        assertThat(client.get("/loadbalancers/billable.xml").body())
                .contains("<loadBalancer id=\"" + id + "\"", "<loadBalancer id=\"" + later + "\"");
    }

    @Test
    void statsAreTotalsInBothFormats() {
        count(
                1,
                new Traffic(9, 2, 14, 9, 1, 1, 1, 2, 3, 4, 5, 0, 0),
                new Traffic(9, 1, 6, 9, 1, 1, 6, 7, 8, 9, 10, 0, 0));
        count(
                2,
                new Traffic(9, 0, 14, 9, 1, 1, 2, 2, 3, 4, 5, 0, 0),
                new Traffic(9, 0, 6, 9, 1, 1, 6, 7, 8, 9, 10, 0, 0));

        assertThat(client.get(path("/stats")).body())
                .isEqualTo("{\"connectTimeOut\":2,\"connectError\":2,\"connectFailure\":3,\"dataTimedOut\":4,"
                        + "\"keepAliveTimedOut\":5,\"maxConn\":14,\"currentConn\":0,"
                        + "\"connectTimeOutSsl\":6,\"connectErrorSsl\":7,\"connectFailureSsl\":8,"
                        + "\"dataTimedOutSsl\":9,\"keepAliveTimedOutSsl\":10,\"maxConnSsl\":6,\"currentConnSsl\":0}");
        assertThat(client.get(path("/stats.xml")).body())
                .contains("<stats xmlns=\"http://docs.openstack.org/loadbalancers/api/v1.0\" connectTimeOut=\"2\"");
    }

    @Test
    void othersSeeNothingOfIt() {
        RunningApi.Client other = api.otherClient();

        assertThat(other.get(path("/usage")).status()).isEqualTo(404);
        assertThat(other.get(path("/stats")).status()).isEqualTo(404);
        assertThat(other.get("/loadbalancers/usage").json().path("loadBalancerUsages"))
                .isEmpty();
        assertThat(other.get("/loadbalancers/billable").json().path("loadBalancers"))
                .isEmpty();
    }

    private String path(String rest) {
        return "/loadbalancers/" + id + rest;
    }

    private List<JsonNode> records(String part) {
        return List.copyOf(
                client.get(path(part)).json().path("loadBalancerUsageRecords").values());
    }

    private void pass(Duration time) {
        clock.advance(time);
        cycle.advance();
    }

    private void count(long sequence, Traffic plain, Traffic secure) {
        api.fleet().count(sequence, new TrafficReport(new LoadBalancerId(id), 1, plain, secure));
    }

    private static Traffic traffic(long bytes) {
        return new Traffic(1, 0, 1, 1, bytes, bytes, 0, 0, 0, 0, 0, 0, 0);
    }
}
