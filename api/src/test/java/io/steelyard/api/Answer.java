package io.steelyard.api;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back. */
public record Answer(HttpResponse<String> response) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public int status() {
        return response.statusCode();
    }

    public String body() {
        return response.body();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
        return MAPPER.readTree(body());
    }

    /** @param pointer such as {@code /loadBalancer/nodes/0/address} */
    public String text(String pointer) {
        return json().at(pointer).stringValue("");
    }

    public int number(String pointer) {
        return json().at(pointer).intValue();
    }

    public int loadBalancerId() {
        return number("/loadBalancer/id");
    }

    /** The sentences of a validation fault. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        json().at("/validationErrors/messages").forEach(message -> sentences.add(message.stringValue()));
        return sentences;
    }

    public List<String> names() {
        return List.copyOf(json().propertyNames());
    }
}
