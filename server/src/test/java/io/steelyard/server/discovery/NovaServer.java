package io.steelyard.server.discovery;

import com.sun.net.httpserver.HttpExchange;
import io.steelyard.domain.instance.Instance;
import io.steelyard.testkit.cloud.CloudServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /servers/detail} of Nova (Compute API 2.1): networks, metadata, zones, servers_links. Tokens are judged by a given rule. */
final class NovaServer extends CloudServer {
    private static final Pattern MARKER = Pattern.compile("(?:^|&)marker=([^&]+)");

    private final Predicate<String> valid;

    /** @param valid whether a token is */
    static NovaServer start(Predicate<String> valid) throws IOException {
        NovaServer server = new NovaServer(valid);
        server.start();
        return server;
    }

    private NovaServer(Predicate<String> valid) throws IOException {
        this.valid = valid;
    }

    @Override
    protected void answer(HttpExchange exchange) throws IOException {
        String token = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Auth-Token"))
                .orElse("");
        if (!exchange.getRequestURI().getPath().equals("/v2.1/servers/detail")) {
            send(exchange, 404, "application/json", "{\"itemNotFound\":{\"code\":404}}");
            return;
        }
        if (!valid.test(token)) {
            send(exchange, 401, "application/json", "{\"error\":{\"code\":401,\"title\":\"Unauthorized\"}}");
            return;
        }
        List<Instance> all = instances();
        int shown = shown(all, exchange.getRequestURI().getQuery());
        if (failsAfter(shown)) {
            send(exchange, 500, "application/json", "{\"computeFault\":{\"code\":500}}");
            return;
        }
        ObjectNode root = JsonMapper.shared().createObjectNode();
        ArrayNode servers = root.putArray("servers");
        all.subList(Math.min(shown, all.size()), Math.min(shown + PAGE, all.size()))
                .forEach(instance -> write(servers.addObject(), instance));
        if (isOneWithoutAddress()) {
            ObjectNode building = servers.addObject().put("id", "new").put("status", "BUILD");
            building.putObject("addresses");
            building.put("OS-EXT-AZ:availability_zone", "us-east-1a");
        }
        if (shown + PAGE < all.size()) {
            // Where it leads to is not where it is asked: clients know better.
            root.putArray("servers_links").addObject().put("rel", "next").put("href", "http://192.0.2.1/next");
        }
        send(exchange, 200, "application/json", root.toString());
    }

    private static int shown(List<Instance> all, String query) {
        Matcher marker = MARKER.matcher(query);
        return marker.find()
                ? IntStream.range(0, all.size())
                                .filter(i -> uuid(all.get(i)).equals(marker.group(1)))
                                .findFirst()
                                .orElseThrow()
                        + 1
                : 0;
    }

    private static String uuid(Instance instance) {
        return instance.id().value().substring(2);
    }

    private static void write(ObjectNode out, Instance instance) {
        out.put("id", uuid(instance))
                .put("status", status(instance))
                .put("OS-EXT-AZ:availability_zone", instance.zone().value());
        ArrayNode addresses = out.putObject("addresses").putArray("private");
        addresses.addObject().put("version", 4).put("addr", "203.0.113.9").put("OS-EXT-IPS:type", "floating");
        addresses.addObject().put("version", 6).put("addr", "2001:db8::9").put("OS-EXT-IPS:type", "fixed");
        addresses
                .addObject()
                .put("version", 4)
                .put("addr", instance.address().toString())
                .put("OS-EXT-IPS:type", "fixed");
        ObjectNode metadata = out.putObject("metadata");
        for (Map.Entry<String, String> tag : instance.tags().entrySet()) {
            metadata.put(tag.getKey(), tag.getValue());
        }
        instance.group().ifPresent(group -> metadata.put("group", group));
    }

    private static String status(Instance instance) {
        return switch (instance.state()) {
            case RUNNING -> "ACTIVE";
            case STOPPED -> "SHUTOFF";
            case TERMINATED -> "SOFT_DELETED";
        };
    }
}
