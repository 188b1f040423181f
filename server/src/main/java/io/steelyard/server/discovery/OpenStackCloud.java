package io.steelyard.server.discovery;

import io.steelyard.control.instance.Cloud;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.Instance.State;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.server.settings.DiscoverySettings.OpenStack;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The servers of a project, as Nova lists them (Compute API 2.1, {@code GET /servers/detail}), page by page, with a token that Keystone gives
 * for a password (Identity API 3, {@code POST /auth/tokens}). Each wait is limited.
 */
public final class OpenStackCloud implements Cloud {
    /** The key of metadata that names a server's group. */
    public static final String USUAL_GROUP_TAG = "group";

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final int MOST_OCTETS = 32 << 20;
    private static final int PAGE = 500;

    private final HttpClient http;
    private final OpenStack openStack;
    private final FoundTags tags;
    private final int most;

    /**
     * @param groupTag the key of metadata that names a server's group
     * @param most how many servers there may be
     * @param trust empty for the authorities that this machine trusts
     */
    public OpenStackCloud(OpenStack openStack, String groupTag, int most, Optional<SSLContext> trust) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                .followRedirects(HttpClient.Redirect.NEVER);
        trust.ifPresent(client::sslContext);
        this.http = client.build();
        this.openStack = openStack;
        this.tags = new FoundTags(groupTag);
        this.most = most;
    }

    @Override
    public List<Instance> instances() throws IOException {
        Session session = login();
        Map<InstanceId, Instance> all = new LinkedHashMap<>();
        String marker = "";
        int seen = 0;
        while (true) {
            String page = "/servers/detail?limit=" + PAGE
                    + (marker.isEmpty() ? "" : "&marker=" + URLEncoder.encode(marker, StandardCharsets.UTF_8));
            JsonNode answer = json(send(HttpRequest.newBuilder(URI.create(session.compute() + page))
                    .header("X-Auth-Token", session.token())
                    .GET()));
            JsonNode servers = answer.path("servers");
            if (!servers.isArray()) {
                throw new IOException("the compute service's answer has no servers");
            }
            for (JsonNode server : servers) {
                instance(server).ifPresent(instance -> all.put(instance.id(), instance));
                marker = server.path("id").asString("");
            }
            seen += servers.size();
            if (seen > most) {
                throw new IOException("there are more than " + most + " servers");
            }
            if (servers.isEmpty() || !hasNext(answer)) {
                return List.copyOf(all.values());
            }
        }
    }

    /** Where the next page is is not followed: it could be anywhere, and what leads there is known. */
    private static boolean hasNext(JsonNode answer) {
        for (JsonNode link : answer.path("servers_links")) {
            if (link.path("rel").asString("").equals("next")) {
                return true;
            }
        }
        return false;
    }

    /** Empty for one that has ended, or has no address yet. */
    private Optional<Instance> instance(JsonNode server) {
        Optional<State> state = state(server.path("status").asString(""));
        Optional<InstanceId> id = Optional.of("i-" + server.path("id").asString(""))
                .filter(InstanceId::isValid)
                .map(InstanceId::new);
        Optional<IpAddress> address = address(server.path("addresses"));
        Optional<Zone> zone = Optional.of(
                        server.path("OS-EXT-AZ:availability_zone").asString(""))
                .filter(Zone::isValid)
                .map(Zone::new);
        if (state.isEmpty() || id.isEmpty() || address.isEmpty() || zone.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> all = new HashMap<>();
        server.path("metadata").forEachEntry((key, value) -> all.put(key, value.asString("")));
        return Optional.of(
                new Instance(id.get(), address.get(), zone.get(), state.get(), tags.group(all), tags.others(all)));
    }

    /** States in which a server may go on serving are RUNNING. */
    private static Optional<State> state(String status) {
        return switch (status) {
            case "ACTIVE", "MIGRATING", "PASSWORD", "REBOOT", "RESIZE", "VERIFY_RESIZE" -> Optional.of(State.RUNNING);
            case "", "DELETED", "SOFT_DELETED" -> Optional.empty();
            default -> Optional.of(State.STOPPED);
        };
    }

    /** The first one of its networks by their names, IPv4 before IPv6, and none that floats: that is for clients outside. */
    private static Optional<IpAddress> address(JsonNode networks) {
        List<String> names = new ArrayList<>(networks.propertyNames());
        names.sort(Comparator.naturalOrder());
        List<IpAddress> found = new ArrayList<>();
        for (String name : names) {
            for (JsonNode each : networks.path(name)) {
                if (!each.path("OS-EXT-IPS:type").asString("fixed").equals("floating")) {
                    IpAddress.parse(each.path("addr").asString("")).ifPresent(found::add);
                }
            }
        }
        return found.stream()
                .filter(address -> address.version() == IpVersion.IPV4)
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private Session login() throws IOException {
        HttpResponse<InputStream> answer =
                send(HttpRequest.newBuilder(URI.create(openStack.identity() + "/auth/tokens"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(credentials())));
        JsonNode token = json(answer).path("token");
        String compute = compute(token)
                .orElseThrow(() -> new IOException("the identity service knows no compute service"
                        + openStack.region().map(region -> " in " + region).orElse("")));
        return new Session(
                answer.headers()
                        .firstValue("X-Subject-Token")
                        .orElseThrow(() -> new IOException("the identity service gave no token")),
                compute);
    }

    private String credentials() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        ObjectNode auth = root.putObject("auth");
        ObjectNode identity = auth.putObject("identity");
        identity.putArray("methods").add("password");
        identity.putObject("password")
                .putObject("user")
                .put("name", openStack.user())
                .put("password", openStack.password().value())
                .putObject("domain")
                .put("name", openStack.domain());
        auth.putObject("scope")
                .putObject("project")
                .put("name", openStack.project())
                .putObject("domain")
                .put("name", openStack.domain());
        return root.toString();
    }

    private Optional<String> compute(JsonNode token) {
        for (JsonNode service : token.path("catalog")) {
            for (JsonNode endpoint : service.path("endpoints")) {
                boolean wanted = service.path("type").asString("").equals("compute")
                        && endpoint.path("interface").asString("").equals("public")
                        && openStack
                                .region()
                                .map(region ->
                                        endpoint.path("region").asString("").equals(region))
                                .orElse(true);
                if (wanted) {
                    return Optional.of(endpoint.path("url").asString("").replaceAll("/+$", ""));
                }
            }
        }
        return Optional.empty();
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(
                    request.timeout(ANSWER_LIMIT)
                            .header("Accept", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }

    private static JsonNode json(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            byte[] content = body.readNBytes(MOST_OCTETS + 1);
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(answer.uri().getPath() + " was answered " + answer.statusCode());
            }
            if (content.length > MOST_OCTETS) {
                throw new IOException(
                        "the answer of " + answer.uri().getPath() + " is longer than " + MOST_OCTETS + " octets");
            }
            return JsonMapper.shared().readTree(content);
        } catch (JacksonException malformed) {
            throw new IOException("the answer of " + answer.uri().getPath() + " is no JSON", malformed);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    /** @param compute the URL of the compute service, without a slash at its end */
    private record Session(String token, String compute) {
        @Override
        public String toString() {
            return compute;
        }
    }
}
