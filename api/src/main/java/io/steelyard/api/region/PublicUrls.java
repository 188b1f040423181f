package io.steelyard.api.region;

import io.steelyard.domain.region.RegionName;
import java.net.URI;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where clients reach each region. Requests are told apart by the host they name, so no two regions share one.
 *
 * @param byRegion scheme, host and port, no path; the first region is the default one
 */
public record PublicUrls(Map<RegionName, URI> byRegion) {
    private static final Pattern USUAL_PORT = Pattern.compile(":(80|443)$");

    public PublicUrls {
        byRegion = Collections.unmodifiableMap(new LinkedHashMap<>(byRegion));
        if (byRegion.isEmpty()) {
            throw new IllegalArgumentException("there is at least one region");
        }
        Set<String> seen = new HashSet<>();
        byRegion.forEach((region, url) -> {
            check(region, url);
            if (!seen.add(authority(url.getRawAuthority()))) {
                throw new IllegalArgumentException("region " + region + " needs a public URL of its own, not " + url);
            }
        });
    }

    /**
     * The configured URLs, and for a region without one the listener's.
     *
     * @param regions the first is the default one
     * @param listener the URL of the listener itself
     * @throws IllegalArgumentException when two regions come to have the same URL
     */
    public static PublicUrls of(List<RegionName> regions, Map<RegionName, URI> configured, URI listener) {
        Map<RegionName, URI> urls = new LinkedHashMap<>();
        regions.forEach(region -> urls.put(region, configured.getOrDefault(region, listener)));
        return new PublicUrls(urls);
    }

    /** The region of requests that name none. */
    public RegionName first() {
        return byRegion.keySet().iterator().next();
    }

    /** @param region one of ours */
    public String of(RegionName region) {
        @Nullable URI url = byRegion.get(region);
        if (url == null) {
            throw new IllegalArgumentException("there is no region " + region);
        }
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /** Host and port as a Host header writes them, in lower case, a scheme's usual port left out. */
    static String authority(String host) {
        return USUAL_PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
    }

    private static void check(RegionName region, URI url) {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || !List.of("", "/").contains(url.getRawPath())) {
            throw new IllegalArgumentException("the public URL of region " + region
                    + " is written http[s]://HOST[:PORT], without a path, not " + url);
        }
    }
}
