package io.steelyard.server.discovery;

import io.steelyard.control.instance.CloudSource;
import io.steelyard.domain.account.TenantId;
import io.steelyard.server.settings.DiscoverySettings;
import io.steelyard.server.tls.GivenTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** The clouds that settings name. */
public final class Clouds {
    private Clouds() {}

    /**
     * Of each kind one at most; nothing is asked yet.
     *
     * @param account whose instances an account's name means, or none
     * @throws IOException when what they are trusted by cannot be read
     */
    public static List<CloudSource> of(
            DiscoverySettings settings, InstantSource clock, Function<Optional<String>, TenantId> account)
            throws IOException {
        Optional<Path> authorities = settings.authorities();
        Optional<SSLContext> trust =
                authorities.isPresent() ? Optional.of(GivenTrust.context(authorities.get())) : Optional.empty();
        List<CloudSource> clouds = new ArrayList<>();
        settings.ec2()
                .ifPresent(ec2 -> clouds.add(new CloudSource(
                        "ec2",
                        account.apply(ec2.account()),
                        new Ec2Cloud(
                                ec2,
                                settings.groupTag().orElse(Ec2Cloud.USUAL_GROUP_TAG),
                                settings.most(),
                                clock,
                                trust))));
        settings.openStack()
                .ifPresent(openStack -> clouds.add(new CloudSource(
                        "openstack",
                        account.apply(openStack.account()),
                        new OpenStackCloud(
                                openStack,
                                settings.groupTag().orElse(OpenStackCloud.USUAL_GROUP_TAG),
                                settings.most(),
                                trust))));
        return clouds;
    }
}
