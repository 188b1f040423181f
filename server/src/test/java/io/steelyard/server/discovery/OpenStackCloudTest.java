package io.steelyard.server.discovery;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.control.instance.Cloud;
import io.steelyard.server.settings.DiscoverySettings.OpenStack;
import io.steelyard.server.settings.Secret;
import io.steelyard.testkit.cloud.CloudContract;
import io.steelyard.testkit.cloud.CloudServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** With Debian's Keystone, which gives the tokens and says where Nova is. */
@EnabledIf("io.steelyard.server.discovery.KeystoneServer#isInstalled")
class OpenStackCloudTest implements CloudContract {
    @TempDir
    static Path directory;

    private static KeystoneServer keystone;
    private static NovaServer nova;

    @BeforeAll
    static void startAll() throws Exception {
        keystone = new KeystoneServer(directory);
        nova = NovaServer.start(keystone::gave);
        keystone.knowsCompute(nova.url() + "/v2.1/");
    }

    @BeforeEach
    void forget() {
        nova.forget();
    }

    @AfterAll
    static void stopAll() throws InterruptedException {
        nova.close();
        keystone.close();
    }

    @Override
    public CloudServer server() {
        return nova;
    }

    @Override
    public Cloud cloud(String secret, int most) {
        return cloud(secret, most, KeystoneServer.REGION);
    }

    private static Cloud cloud(String secret, int most, String region) {
        return new OpenStackCloud(
                new OpenStack(
                        keystone.url(),
                        KeystoneServer.USER,
                        new Secret(secret),
                        KeystoneServer.PROJECT,
                        "Default",
                        Optional.of(region),
                        Optional.empty()),
                OpenStackCloud.USUAL_GROUP_TAG,
                most,
                Optional.empty());
    }

    @Test
    void aRegionWithoutComputeServiceIsSaidToHaveNone() {
        try (Cloud elsewhere = cloud(CloudServer.SECRET, 1, "RegionTwo")) {
            assertThatThrownBy(elsewhere::instances)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no compute service in RegionTwo");
        }
    }
}
