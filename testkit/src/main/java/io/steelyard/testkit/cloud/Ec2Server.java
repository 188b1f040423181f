package io.steelyard.testkit.cloud;

import com.sun.net.httpserver.HttpExchange;
import io.steelyard.domain.instance.Instance;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * DescribeInstances of EC2 (API Reference 2016-11-15): reservations, tags, NextToken, errors. Signatures are judged by a given rule.
 */
public final class Ec2Server extends CloudServer {
    private final Predicate<Request> signed;

    /** @param body as sent */
    public record Request(String host, Map<String, String> headers, byte[] body) {}

    /** @param signed whether a request is signed as it must be */
    public static Ec2Server start(Predicate<Request> signed) throws IOException {
        Ec2Server server = new Ec2Server(signed);
        server.start();
        return server;
    }

    private Ec2Server(Predicate<Request> signed) throws IOException {
        this.signed = signed;
    }

    @Override
    protected void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        if (!signed.test(new Request(headers.getOrDefault("host", ""), headers, body))) {
            refuse(exchange, 401, "AuthFailure", "AWS was not able to validate the provided access credentials");
            return;
        }
        Map<String, String> form = form(new String(body, StandardCharsets.UTF_8));
        int shown = Integer.parseInt(form.getOrDefault("NextToken", "page-0").substring("page-".length()));
        if (failsAfter(shown)) {
            refuse(exchange, 500, "InternalError", "An internal error has occurred");
            return;
        }
        List<Instance> all = instances();
        List<Instance> page = all.subList(Math.min(shown, all.size()), Math.min(shown + PAGE, all.size()));
        StringBuilder answer = new StringBuilder(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DescribeInstancesResponse"
                        + " xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>8f7724cf</requestId><reservationSet>");
        page.forEach(instance -> write(answer, instance));
        if (isOneWithoutAddress()) {
            answer.append("<item><instancesSet><item><instanceId>i-new</instanceId><instanceState><code>0</code>"
                    + "<name>pending</name></instanceState><placement><availabilityZone>us-east-1a</availabilityZone></placement>"
                    + "</item></instancesSet></item>");
        }
        answer.append("</reservationSet>");
        if (shown + PAGE < all.size()) {
            answer.append("<nextToken>page-").append(shown + PAGE).append("</nextToken>");
        }
        send(
                exchange,
                200,
                "text/xml",
                answer.append("</DescribeInstancesResponse>").toString());
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new HashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static void refuse(HttpExchange exchange, int status, String code, String message) throws IOException {
        send(
                exchange,
                status,
                "text/xml",
                "<Response><Errors><Error><Code>" + code + "</Code><Message>" + message + " (" + status
                        + ")</Message></Error></Errors><RequestID>ea966190</RequestID></Response>");
    }

    private static void write(StringBuilder out, Instance instance) {
        Map<String, String> tags = new TreeMap<>(instance.tags());
        instance.group().ifPresent(group -> tags.put("aws:autoscaling:groupName", group));
        boolean ended = instance.state() == Instance.State.TERMINATED;
        out.append("<item><reservationId>r-1</reservationId><instancesSet><item><instanceId>")
                .append(instance.id())
                .append("</instanceId><instanceState><code>0</code><name>")
                .append(instance.state().name().toLowerCase(Locale.ROOT))
                .append("</name></instanceState>")
                .append(Optional.of(instance.address())
                        .filter(_ -> !ended)
                        .map(address -> "<privateIpAddress>" + address + "</privateIpAddress>")
                        .orElse(""))
                .append("<placement><availabilityZone>")
                .append(instance.zone())
                .append("</availabilityZone></placement><tagSet>");
        tags.forEach((key, value) -> out.append("<item><key>")
                .append(key)
                .append("</key><value>")
                .append(value.replace("&", "&amp;"))
                .append("</value></item>"));
        out.append("</tagSet></item></instancesSet></item>");
    }
}
