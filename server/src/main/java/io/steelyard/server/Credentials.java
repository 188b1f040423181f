package io.steelyard.server;

import io.steelyard.domain.account.TenantId;
import io.steelyard.server.files.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The first account's credentials, kept in the data directory for its owner alone.
 *
 * @param apiKey as the user sends it at login
 */
record Credentials(String user, String apiKey, TenantId tenant) {
    private static final String USER = "user";
    private static final String API_KEY = "api-key";
    private static final String TENANT_ID = "tenant-id";

    static Path file(Path data) {
        return data.resolve("credentials");
    }

    void write(Path data) throws IOException {
        String text = "%s=%s%n%s=%s%n%s=%s%n".formatted(USER, user, API_KEY, apiKey, TENANT_ID, tenant);
        PrivateFile.write(file(data), text.getBytes(StandardCharsets.UTF_8));
    }

    static Credentials read(Path data) throws IOException {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(file(data))) {
            properties.load(in);
        }
        return new Credentials(
                properties.getProperty(USER, ""),
                properties.getProperty(API_KEY, ""),
                new TenantId(Long.parseLong(properties.getProperty(TENANT_ID, "0"))));
    }

    /** Without the key, so that no log can hold it. */
    @Override
    public String toString() {
        return "Credentials[" + user + ", tenant " + tenant + "]";
    }
}
