package io.steelyard.conformance.accesslog;

import io.steelyard.conformance.RackspaceClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;

/** What was delivered into an account's containers, as the service shows them. */
final class Logs {
    private Logs() {}

    /** Every object as container, slash and name. */
    static List<String> objects(RackspaceClient client) throws IOException, InterruptedException {
        List<String> objects = new ArrayList<>();
        for (String container : names(client, account(client))) {
            for (String object : names(client, account(client) + "/" + container)) {
                objects.add(container + "/" + object);
            }
        }
        return objects;
    }

    /** All lines of all objects. */
    static List<String> lines(RackspaceClient client) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (String object : objects(client)) {
            byte[] zip = client.send("GET", account(client) + "/" + object, Map.of(), "")
                    .body();
            lines.addAll(lines(zip));
        }
        return lines;
    }

    /** The lines within an object. */
    static List<String> lines(byte[] zip) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            in.getNextEntry();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
    }

    private static String account(RackspaceClient client) {
        return client.tenantPath().replaceFirst("/v1\\.0/([0-9]+)/", "/v1/AUTH_$1");
    }

    private static List<String> names(RackspaceClient client, String path) throws IOException, InterruptedException {
        return new String(client.send("GET", path, Map.of(), "").body(), StandardCharsets.US_ASCII)
                .lines()
                .toList();
    }
}
