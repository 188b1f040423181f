package io.steelyard.server.logstore;

import io.steelyard.control.accesslog.LogStore;
import io.steelyard.domain.account.TenantId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * OpenStack Swift, one user for all tenants. Logs in by version 1, and again when the token has had its time. Used by one
 * thread.
 */
public final class SwiftLogStore implements LogStore {
    private static final String TOKEN = "X-Auth-Token";
    private static final String STORAGE = "X-Storage-Url";
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private record Session(String token, String storage) {}

    private final StoreClient client = new StoreClient();
    private final URI auth;
    private final String user;
    private final String key;
    private final Optional<String> account;
    private @Nullable Session session;

    /**
     * @param auth where one logs in by version 1
     * @param account whose containers are used, {@code {tenant}} for the tenant's id; empty for the user's own
     */
    public SwiftLogStore(URI auth, String user, String key, Optional<String> account) {
        this.auth = auth;
        this.user = user;
        this.key = key;
        this.account = account;
    }

    @Override
    public void put(TenantId tenant, String container, String object, Path content) throws IOException {
        String path = "/" + container + "/" + object;
        HttpResponse<Void> answer = send(tenant, path, content);
        if (answer.statusCode() == UNAUTHORIZED) {
            session = null;
            answer = send(tenant, path, content);
        }
        if (answer.statusCode() == NOT_FOUND) {
            StoreClient.requireDone(
                    client.send(request(tenant, "/" + container).PUT(BodyPublishers.noBody())),
                    "PUT of container " + container);
            answer = send(tenant, path, content);
        }
        StoreClient.requireDone(answer, "PUT of " + path);
    }

    private HttpResponse<Void> send(TenantId tenant, String path, Path content) throws IOException {
        return client.send(
                request(tenant, path).header("Content-Type", "application/zip").PUT(BodyPublishers.ofFile(content)));
    }

    private HttpRequest.Builder request(TenantId tenant, String path) throws IOException {
        Session known = session();
        String storage = account.map(name ->
                        known.storage().replaceFirst("[^/]+$", "") + name.replace("{tenant}", tenant.toString()))
                .orElse(known.storage());
        return HttpRequest.newBuilder(URI.create(storage + path)).header(TOKEN, known.token());
    }

    private Session session() throws IOException {
        Session known = session;
        if (known == null) {
            known = login();
            session = known;
        }
        return known;
    }

    /** A wrong key keeps everybody's logs waiting, so it is no refusal of one tenant's. */
    private Session login() throws IOException {
        HttpResponse<Void> answer = client.send(
                HttpRequest.newBuilder(auth).header("X-Auth-User", user).header("X-Auth-Key", key));
        Optional<String> token = answer.headers().firstValue(TOKEN);
        Optional<String> storage = answer.headers().firstValue(STORAGE);
        if (answer.statusCode() / 100 != 2 || token.isEmpty() || storage.isEmpty()) {
            throw new IOException("the login at " + auth + " was answered " + answer.statusCode());
        }
        return new Session(token.get(), storage.get().replaceFirst("/$", ""));
    }
}
