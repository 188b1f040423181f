package io.steelyard.server.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.instance.Cloud;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.server.aws.AwsSignature;
import io.steelyard.server.settings.DiscoverySettings.Ec2;
import io.steelyard.server.settings.Secret;
import io.steelyard.testkit.cloud.CloudContract;
import io.steelyard.testkit.cloud.CloudServer;
import io.steelyard.testkit.cloud.Ec2Server;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Ec2CloudTest implements CloudContract {
    private static final String KEY = "AKIDEXAMPLE";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Ec2Server server = Ec2Server.start(Ec2CloudTest::isSigned);

    Ec2CloudTest() throws IOException {}

    /** As whoever has the secret would have signed it for the region of its path. */
    private static boolean isSigned(Ec2Server.Request request) {
        String region = request.headers().getOrDefault("authorization", "").split("/", -1)[2];
        Map<String, String> expected = new AwsSignature(KEY, CloudServer.SECRET, region, "ec2")
                .headers(
                        "POST", URI.create("http://" + request.host() + "/"), AwsSignature.sha256(request.body()), NOW);
        return Objects.equals(expected.get("Authorization"), request.headers().get("authorization"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    public CloudServer server() {
        return server;
    }

    @Override
    public Cloud cloud(String secret, int most) {
        return cloud(secret, most, "us-east-1");
    }

    private Cloud cloud(String secret, int most, String... regions) {
        return new Ec2Cloud(
                new Ec2(server.url().toString(), KEY, new Secret(secret), List.of(regions), Optional.empty()),
                Ec2Cloud.USUAL_GROUP_TAG,
                most,
                InstantSource.fixed(NOW),
                Optional.empty());
    }

    @Test
    void eachRegionIsAskedAndWhatTwoOfThemListIsThereOnce() throws Exception {
        Instance one = new Instance(
                new InstanceId("i-1"),
                IpAddress.require("10.1.1.1"),
                new Zone("us-east-1a"),
                Instance.State.RUNNING,
                Optional.empty(),
                Map.of());
        server.has(List.of(one));

        try (Cloud both = cloud(CloudServer.SECRET, 1, "us-east-1", "eu-west-1")) {
            assertThat(both.instances()).containsExactly(one);
        }
    }
}
