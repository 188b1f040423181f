package io.steelyard.server.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which clouds are asked for instances.
 *
 * @param groupTag what names a server's group; empty for what is usual in each cloud
 * @param interval between two questions
 * @param most how many instances one cloud may list
 * @param authorities certificates that clouds are trusted by; empty for those that this machine trusts
 */
public record DiscoverySettings(
        Optional<Ec2> ec2,
        Optional<OpenStack> openStack,
        Optional<String> groupTag,
        Duration interval,
        int most,
        Optional<Path> authorities) {
    private static final Pattern KEY = Pattern.compile("([^:\\s]+):(\\S+)");
    private static final Pattern LOGIN = Pattern.compile("([^:\\s]+):([^:\\s]+):([^:\\s]+)(?::([^:\\s]+))?");
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,5}");
    private static final String USUAL_DOMAIN = "Default";

    /**
     * @param url where it is; {@code {region}} in it stands for each region
     * @param account whose its instances are; empty for the first one's
     */
    public record Ec2(String url, String keyId, Secret secretKey, List<String> regions, Optional<String> account) {
        public Ec2 {
            regions = List.copyOf(regions);
        }

        public URI endpoint(String region) {
            return URI.create(url.replace("{region}", region));
        }
    }

    /**
     * @param identity where Keystone's version 3 is, without a slash at its end
     * @param domain of user and project
     * @param region of the compute service; empty for any
     * @param account whose its servers are; empty for the first one's
     */
    public record OpenStack(
            String identity,
            String user,
            Secret password,
            String project,
            String domain,
            Optional<String> region,
            Optional<String> account) {}

    /** @throws SettingException when something is there that needs something else */
    static DiscoverySettings of(SettingSources sources) {
        require(sources, Setting.EC2_URL, Setting.EC2_KEY, Setting.EC2_ACCOUNT);
        require(
                sources,
                Setting.OPENSTACK_URL,
                Setting.OPENSTACK_LOGIN,
                Setting.OPENSTACK_REGION,
                Setting.OPENSTACK_ACCOUNT);
        return new DiscoverySettings(
                RunSettings.optional(sources, Setting.EC2_URL, text -> ec2(sources, text)),
                RunSettings.optional(sources, Setting.OPENSTACK_URL, text -> openStack(sources, text)),
                sources.optional(Setting.DISCOVERY_GROUP_TAG),
                RunSettings.one(sources, Setting.DISCOVERY_INTERVAL, DiscoverySettings::interval),
                RunSettings.one(sources, Setting.DISCOVERY_MOST, DiscoverySettings::most),
                RunSettings.optional(sources, Setting.DISCOVERY_CA, Path::of));
    }

    private static void require(SettingSources sources, Setting needed, Setting... given) {
        for (Setting each : given) {
            if (sources.optional(each).isPresent() && sources.optional(needed).isEmpty()) {
                throw new SettingException(each.flag() + " needs " + needed.flag());
            }
        }
    }

    private static Ec2 ec2(SettingSources sources, String url) {
        requireUrl(url.replace("{region}", "region"));
        Matcher key = needed(sources, Setting.EC2_KEY, KEY, "ID:SECRET");
        List<String> regions = Stream.of(sources.value(Setting.EC2_REGIONS).split(","))
                .map(String::strip)
                .map(DiscoverySettings::region)
                .toList();
        return new Ec2(url, key.group(1), new Secret(key.group(2)), regions, sources.optional(Setting.EC2_ACCOUNT));
    }

    private static OpenStack openStack(SettingSources sources, String url) {
        requireUrl(url);
        Matcher login = needed(sources, Setting.OPENSTACK_LOGIN, LOGIN, "USER:PASSWORD:PROJECT[:DOMAIN]");
        return new OpenStack(
                url.replaceAll("/+$", ""),
                login.group(1),
                new Secret(login.group(2)),
                login.group(3),
                Optional.ofNullable(login.group(4)).orElse(USUAL_DOMAIN),
                sources.optional(Setting.OPENSTACK_REGION).map(DiscoverySettings::region),
                sources.optional(Setting.OPENSTACK_ACCOUNT));
    }

    private static Matcher needed(SettingSources sources, Setting setting, Pattern form, String written) {
        return sources.optional(setting)
                .map(form::matcher)
                .filter(Matcher::matches)
                .orElseThrow(() -> new IllegalArgumentException(
                        "it needs " + setting.flag() + " too, which is written " + written));
    }

    private static void requireUrl(String text) {
        URI url = URI.create(text);
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getRawQuery() != null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("it needs a URL written http[s]://HOST[:PORT]/PATH");
        }
    }

    private static String region(String text) {
        if (!REGION.matcher(text).matches()) {
            throw new IllegalArgumentException("a region is a name such as us-east-1");
        }
        return text;
    }

    private static Duration interval(String text) {
        Duration interval = RunSettings.duration(text);
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("it is at least 1s");
        }
        return interval;
    }

    private static int most(String text) {
        return Optional.of(text)
                .filter(number -> NUMBER.matcher(number).matches())
                .map((Function<String, Integer>) Integer::valueOf)
                .orElseThrow(() -> new IllegalArgumentException("it is a number from 1 to 999999"));
    }
}
