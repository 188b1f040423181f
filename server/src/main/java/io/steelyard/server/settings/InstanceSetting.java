package io.steelyard.server.settings;

import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpAddress;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of an account's inventory, as a setting names it.
 *
 * @param account its name; empty for the first account
 */
public record InstanceSetting(Optional<String> account, Instance instance) {
    private static final Pattern FORM = Pattern.compile("(?:([^/\\s]{1,64})/)?([^/=\\s]+)=([^@\\s]+)@(\\S+)");

    /** @throws IllegalArgumentException with a sentence that shows the right form */
    public static InstanceSetting parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "an instance is written [ACCOUNT/]ID=ADDRESS@ZONE, as in i-4f8cf126=10.1.1.1@us-east-1a");
        }
        return new InstanceSetting(
                Optional.ofNullable(form.group(1)),
                new Instance(
                        new InstanceId(form.group(2)),
                        IpAddress.require(form.group(3)),
                        new Zone(form.group(4)),
                        Instance.State.RUNNING,
                        Optional.empty(),
                        Map.of()));
    }
}
