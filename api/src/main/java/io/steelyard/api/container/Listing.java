package io.steelyard.api.container;

import io.steelyard.control.container.StoredContainer;
import io.steelyard.control.container.StoredObject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page of names: JSON when {@code format=json} or the Accept header asks for it, else a name a line.
 *
 * @param limit 1 to 10,000
 * @param marker only names behind it
 */
record Listing(boolean json, int limit, String marker, String prefix) {
    private static final int MOST = 10_000;
    private static final DateTimeFormatter MODIFIED = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static Listing of(ContainerRequestContext request) {
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        @Nullable String accept = request.getHeaderString(HttpHeaders.ACCEPT);
        boolean json = "json".equals(query.getFirst("format"))
                || !query.containsKey("format") && accept != null && accept.startsWith(MediaType.APPLICATION_JSON);
        return new Listing(json, limit(query.getFirst("limit")), text(query, "marker"), text(query, "prefix"));
    }

    private static int limit(@Nullable String given) {
        return Optional.ofNullable(given)
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .filter(number -> number > 0 && number < MOST)
                .orElse(MOST);
    }

    private static String text(MultivaluedMap<String, String> query, String name) {
        return Optional.ofNullable(query.getFirst(name)).orElse("");
    }

    Response containers(List<StoredContainer> all) {
        return answer(
                summary(all),
                all,
                StoredContainer::name,
                container -> JsonNodeFactory.instance
                        .objectNode()
                        .put("name", container.name())
                        .put("count", container.objects())
                        .put("bytes", container.octets()));
    }

    Response objects(StoredContainer container, List<StoredObject> all) {
        return answer(
                summary(container),
                all,
                StoredObject::name,
                object -> JsonNodeFactory.instance
                        .objectNode()
                        .put("name", object.name())
                        .put("hash", object.etag())
                        .put("bytes", object.octets())
                        .put("content_type", "application/zip")
                        .put("last_modified", MODIFIED.format(object.modified())));
    }

    /** What a HEAD of an account shows. */
    static Response.ResponseBuilder summary(List<StoredContainer> all) {
        return Response.noContent()
                .header("X-Account-Container-Count", all.size())
                .header(
                        "X-Account-Object-Count",
                        all.stream().mapToLong(StoredContainer::objects).sum())
                .header(
                        "X-Account-Bytes-Used",
                        all.stream().mapToLong(StoredContainer::octets).sum());
    }

    /** What a HEAD of a container shows. */
    static Response.ResponseBuilder summary(StoredContainer container) {
        return Response.noContent()
                .header("X-Container-Object-Count", container.objects())
                .header("X-Container-Bytes-Used", container.octets());
    }

    private <T> Response answer(
            Response.ResponseBuilder summary,
            List<T> all,
            Function<T, String> name,
            Function<T, ObjectNode> described) {
        List<T> page = all.stream()
                .filter(each ->
                        name.apply(each).startsWith(prefix) && name.apply(each).compareTo(marker) > 0)
                .limit(limit)
                .toList();
        if (!json && page.isEmpty()) {
            return summary.build();
        }
        return json
                ? summary.status(Response.Status.OK)
                        .type("application/json; charset=utf-8")
                        .entity(list(page, described))
                        .build()
                : summary.status(Response.Status.OK)
                        .type("text/plain; charset=utf-8")
                        .entity(page.stream().map(name).collect(Collectors.joining("\n", "", "\n")))
                        .build();
    }

    private static <T> String list(List<T> page, Function<T, ObjectNode> described) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        page.forEach(each -> list.add(described.apply(each)));
        return list.toString();
    }
}
