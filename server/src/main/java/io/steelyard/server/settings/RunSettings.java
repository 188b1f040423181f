package io.steelyard.server.settings;

import io.steelyard.control.limit.Limits;
import io.steelyard.control.node.NodeDomains;
import io.steelyard.control.ratelimit.RateLimits;
import io.steelyard.control.virtualip.VipBlock;
import io.steelyard.control.virtualip.VipPools;
import io.steelyard.domain.listener.PortRange;
import io.steelyard.domain.region.Region;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.VipType;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that {@code steelyard run} is told, checked.
 *
 * @param tlsFiles the API's certificate where it is given
 * @param masterKeyFile empty for the usual place
 * @param operatorListen on loopback
 * @param loopbackNodes whether nodes may be on this machine's loopback
 * @param powerOfTwoChoices whether tenants may choose that algorithm
 * @param closedNetworks where nodes may not be
 * @param nodeDomains where host names of nodes may be
 * @param signatureV2 whether requests of the ELB dialect may be signed by that version
 * @param discovery which clouds are asked for more instances
 * @param regions at least one; the first is the default
 * @param dnsZone the domain that classic balancers have their names in; empty while they have none
 * @param dnsListen where that domain is answered for
 * @param dnsUpdate who else is told of its names
 * @param publicUrl for every region without one in {@code publicUrls}; empty for the listener's
 * @param vipQuarantine how long an address that was left is usually not given out again, 0 or more
 * @param vipInterface where virtual IPs are put while they are served
 * @param limits of accounts that the operator gave no others
 * @param rateLimits the same
 * @param pendingWait 0 or more
 * @param logs where access logs go
 * @param ocspStapling whether the responders of tenants' certificates are asked
 * @param nameServers that say where nodes with names are; empty for those of this machine
 * @param clients what clients may take
 * @param restartDrain how long connections of a proxy may go on when another one has its place
 */
public record RunSettings(
        Path data,
        ListenAddress listen,
        Optional<TlsFiles> tlsFiles,
        Optional<Path> masterKeyFile,
        ListenAddress operatorListen,
        boolean loopbackNodes,
        boolean powerOfTwoChoices,
        List<Cidr> closedNetworks,
        NodeDomains nodeDomains,
        List<AccountSetting> accounts,
        List<AccessKeySetting> accessKeys,
        boolean signatureV2,
        List<InstanceSetting> instances,
        DiscoverySettings discovery,
        List<Region> regions,
        Optional<DomainName> dnsZone,
        ListenAddress dnsListen,
        Optional<DnsUpdateSetting> dnsUpdate,
        Optional<URI> publicUrl,
        Map<RegionName, URI> publicUrls,
        VipPools vipPools,
        Duration vipQuarantine,
        Optional<String> vipInterface,
        Limits limits,
        RateLimits rateLimits,
        Duration pendingWait,
        Duration clientIdle,
        PortRange ftpDataPorts,
        LogSettings logs,
        boolean ocspStapling,
        List<InetSocketAddress> nameServers,
        Duration orphanLimit,
        ClientSettings clients,
        Duration restartDrain) {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s|m|h)");
    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,14}");
    private static final Pattern PUBLIC_URL = Pattern.compile("(?:([A-Z][A-Z0-9-]*)=)?(https?://[^/?#\\s]+)/?");

    /** @throws SettingException for the first setting that cannot be used */
    public static RunSettings of(SettingSources sources) {
        Map<RegionName, URI> urls = new LinkedHashMap<>();
        List<URI> defaults = new ArrayList<>();
        for (String text : sources.values(Setting.PUBLIC_URL)) {
            Matcher url = PUBLIC_URL.matcher(text);
            if (!url.matches()) {
                throw wrong(Setting.PUBLIC_URL, text, "it is written [REGION=]http://HOST[:PORT], without a path");
            }
            if (url.group(1) == null) {
                defaults.add(URI.create(url.group(2)));
            } else {
                urls.put(new RegionName(url.group(1)), URI.create(url.group(2)));
            }
        }
        List<Region> regions = each(sources, Setting.REGION, Region::parse);
        urls.keySet().stream()
                .filter(name ->
                        regions.stream().noneMatch(region -> region.name().equals(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw wrong(Setting.PUBLIC_URL, name.value(), "there is no --region of that name");
                });
        checkApart(regions, urls);
        ListenAddress listen = one(sources, Setting.LISTEN, ListenAddress::parse);
        return new RunSettings(
                one(sources, Setting.DATA, RunSettings::path),
                listen,
                TlsFiles.of(sources),
                optional(sources, Setting.MASTER_KEY_FILE, RunSettings::path),
                one(sources, Setting.OPERATOR_LISTEN, RunSettings::loopback),
                optional(sources, Setting.LOOPBACK_NODES, RunSettings::allowed).orElse(listen.isLoopback()),
                one(sources, Setting.POWER_OF_TWO_CHOICES, RunSettings::allowed),
                networks(sources, Setting.CLOSED_NETWORKS),
                optional(sources, Setting.NODE_DOMAINS, NodeDomains::parse).orElse(NodeDomains.ANY),
                each(sources, Setting.ACCOUNT, AccountSetting::parse),
                each(sources, Setting.ACCESS_KEY, AccessKeySetting::parse),
                one(sources, Setting.SIGNATURE_V2, RunSettings::isOn),
                each(sources, Setting.INSTANCE, InstanceSetting::parse),
                DiscoverySettings.of(sources),
                regions,
                optional(sources, Setting.DNS_ZONE, RunSettings::domain),
                one(sources, Setting.DNS_LISTEN, ListenAddress::parse),
                DnsUpdateSetting.of(sources),
                defaults.stream().reduce((first, last) -> last),
                urls,
                pools(sources, regions),
                one(sources, Setting.VIP_QUARANTINE, RunSettings::duration),
                optional(sources, Setting.VIP_INTERFACE, RunSettings::networkInterface),
                one(sources, Setting.LIMITS, LimitsSetting::parse),
                one(sources, Setting.RATE_LIMITS, RateLimits::parse),
                one(sources, Setting.PENDING_WAIT, RunSettings::duration),
                one(sources, Setting.CLIENT_IDLE, RunSettings::positive),
                one(sources, Setting.FTP_DATA_PORTS, PortRange::parse),
                LogSettings.of(sources),
                one(sources, Setting.OCSP_STAPLING, RunSettings::isOn),
                each(sources, Setting.NAME_SERVERS, NameServerSetting::parse),
                one(sources, Setting.ORPHAN_LIMIT, RunSettings::positive),
                ClientSettings.of(sources),
                one(sources, Setting.RESTART_DRAIN, RunSettings::positive));
    }

    private static VipPools pools(SettingSources sources, List<Region> regions) {
        List<VipBlock> blocks = Stream.concat(
                        blocks(sources, Setting.PUBLIC_VIPS, VipType.PUBLIC, regions),
                        blocks(sources, Setting.SERVICENET_VIPS, VipType.SERVICENET, regions))
                .toList();
        return new VipPools(blocks);
    }

    private static Stream<VipBlock> blocks(
            SettingSources sources, Setting setting, VipType type, List<Region> regions) {
        return listed(sources, setting, text -> block(text, type, regions)).stream();
    }

    private static VipBlock block(String text, VipType type, List<Region> regions) {
        VipBlock block = VipBlock.parse(text, type);
        List<Zone> known = zones(regions);
        block.zone().filter(zone -> !known.contains(zone)).ifPresent(zone -> {
            throw new IllegalArgumentException("no --region has zone " + zone + ", only " + known);
        });
        return block;
    }

    /** Those of all regions. */
    public List<Zone> zones() {
        return zones(regions);
    }

    private static List<Zone> zones(List<Region> regions) {
        return regions.stream().flatMap(region -> region.zones().stream()).toList();
    }

    /** Requests are told apart by the host they name, so every region but one needs a URL of its own. */
    private static void checkApart(List<Region> regions, Map<RegionName, URI> urls) {
        List<RegionName> names = regions.stream().map(Region::name).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw wrong(Setting.REGION, names.toString(), "each region is given once");
        }
        List<RegionName> alike =
                names.stream().filter(name -> !urls.containsKey(name)).toList();
        if (alike.size() > 1 || urls.values().stream().distinct().count() < urls.size()) {
            throw wrong(
                    Setting.REGION,
                    names.toString(),
                    "several regions need a --public-url REGION=URL each, with hosts or ports that differ");
        }
    }

    static List<Cidr> networks(SettingSources sources, Setting setting) {
        return listed(sources, setting, Cidr::require);
    }

    /** What is given several times, and each time separated by commas. */
    private static <T> List<T> listed(SettingSources sources, Setting setting, Function<String, T> read) {
        return each(
                        sources,
                        setting,
                        text -> Stream.of(text.split(","))
                                .map(String::strip)
                                .map(read)
                                .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static ListenAddress loopback(String text) {
        ListenAddress address = ListenAddress.parse(text);
        if (!address.isLoopback()) {
            throw new IllegalArgumentException(
                    "the operator's API is for this machine alone, so it listens on loopback,"
                            + " such as 127.0.0.1:8081 or [::1]:8081; reach it from elsewhere through ssh -L");
        }
        return address;
    }

    private static String networkInterface(String text) {
        if (!INTERFACE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "an interface's name has 1 to 15 letters, digits, dots, dashes or underscores");
        }
        return text;
    }

    private static DomainName domain(String text) {
        return DomainName.parse(text).orElseThrow(() -> new IllegalArgumentException("it is no domain's full name"));
    }

    private static boolean allowed(String text) {
        return switch (text) {
            case "allow" -> true;
            case "refuse" -> false;
            default -> throw new IllegalArgumentException("it is allow or refuse");
        };
    }

    private static boolean isOn(String text) {
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("it is on or off");
        };
    }

    private static Path path(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException notAPath) {
            throw new IllegalArgumentException("it is not a path", notAPath);
        }
    }

    static Duration duration(String text) {
        Matcher duration = DURATION.matcher(text);
        if (!duration.matches()) {
            throw new IllegalArgumentException("a duration is a number with its unit: 500ms, 5s, 10m or 1h");
        }
        long amount = Long.parseLong(duration.group(1));
        return switch (duration.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static Duration positive(String text) {
        Duration duration = duration(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException("it must be more than 0");
        }
        return duration;
    }

    static <R> R one(SettingSources sources, Setting setting, Function<String, R> parse) {
        return parsed(setting, sources.value(setting), parse);
    }

    static <R> Optional<R> optional(SettingSources sources, Setting setting, Function<String, R> parse) {
        return sources.optional(setting).map(text -> parsed(setting, text, parse));
    }

    private static <R> List<R> each(SettingSources sources, Setting setting, Function<String, R> parse) {
        return sources.values(setting).stream()
                .map(text -> parsed(setting, text, parse))
                .toList();
    }

    private static <R> R parsed(Setting setting, String text, Function<String, R> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException wrong) {
            // An account's value holds its API key, the others' the key itself.
            boolean hidden = setting == Setting.ACCOUNT || setting == Setting.ACCESS_KEY || setting == Setting.DNS_TSIG;
            throw wrong(setting, hidden ? "(hidden)" : text, String.valueOf(wrong.getMessage()));
        }
    }

    static SettingException wrong(Setting setting, String text, String why) {
        return new SettingException(setting.flag() + " " + text + " cannot be used: " + why);
    }
}
