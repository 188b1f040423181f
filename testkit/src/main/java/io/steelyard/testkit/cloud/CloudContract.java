package io.steelyard.testkit.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.control.instance.Cloud;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.Instance.State;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpAddress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every cloud's client does. */
public interface CloudContract {
    /** The other side, which answers two servers a page. */
    CloudServer server();

    /**
     * Of that server.
     *
     * @param secret what it is asked with; {@link CloudServer#SECRET} unless it shall be refused
     * @param most how many servers there may be
     */
    Cloud cloud(String secret, int most);

    private Cloud cloud() {
        return cloud(CloudServer.SECRET, 100);
    }

    @Test
    default void aServerComesWithAllThatIsKnownOfIt() throws Exception {
        Instance runs = new Instance(
                new InstanceId("i-4f8cf126"),
                IpAddress.require("10.1.1.1"),
                new Zone("us-east-1a"),
                State.RUNNING,
                Optional.of("web"),
                Map.of("team", "shop & co", "empty", ""));
        Instance halts = server("i-2", State.STOPPED);
        server().has(List.of(runs, halts));

        try (Cloud cloud = cloud()) {
            assertThat(cloud.instances()).containsExactlyInAnyOrder(runs, halts);
        }
    }

    @Test
    default void whatHasEndedOrHasNoAddressIsNotThere() throws Exception {
        Instance runs = server("i-1", State.RUNNING);
        server().has(List.of(runs, server("i-2", State.TERMINATED)));
        server().hasOneWithoutAddress();

        try (Cloud cloud = cloud()) {
            assertThat(cloud.instances()).containsExactly(runs);
        }
    }

    @Test
    default void allPagesAreAsked() throws Exception {
        List<Instance> five = five();
        server().has(five);

        try (Cloud cloud = cloud()) {
            assertThat(cloud.instances()).containsExactlyInAnyOrderElementsOf(five);
            server().has(List.of());
            assertThat(cloud.instances()).isEmpty();
        }
    }

    @Test
    default void aPageThatIsNotAnsweredLeavesNothing() {
        server().has(five());
        server().failsAtPage(2);

        assertThatThrownBy(() -> ask(cloud())).isInstanceOf(IOException.class);
    }

    @Test
    default void moreThanThereMayBeLeavesNothing() {
        server().has(five());

        assertThatThrownBy(() -> ask(cloud(CloudServer.SECRET, 4)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 4");
    }

    @Test
    default void whoIsNotKnownIsToldSoAndItsSecretIsNot() {
        assertThatThrownBy(() -> ask(cloud("another-secret", 100)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("401")
                .message()
                .doesNotContain("another-secret");
    }

    private static void ask(Cloud asked) throws IOException {
        try (asked) {
            asked.instances();
        }
    }

    private static List<Instance> five() {
        return IntStream.rangeClosed(1, 5)
                .mapToObj(number -> server("i-" + number, State.RUNNING))
                .toList();
    }

    private static Instance server(String id, State state) {
        return new Instance(
                new InstanceId(id),
                IpAddress.require("10.1.2." + id.substring(2)),
                new Zone("us-east-1b"),
                state,
                Optional.empty(),
                Map.of());
    }
}
