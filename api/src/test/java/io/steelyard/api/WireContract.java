package io.steelyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.OpenApi31;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds every answer that any test of this module gets against {@code spec/}: its status is one that the operation
 * declares, its body is valid by OpenAPI's schema, the XSD or the rules of feeds, and there is none where none is declared.
 */
public final class WireContract {
    private static final Path SPEC = Path.of("..", "spec", "rackspace");
    private static final String LOCATION = "https://steelyard.invalid/openapi.json";
    private static final Pattern TEMPLATE = Pattern.compile("\\{[^}]+}");
    private static final Pattern EXTENSION =
            Pattern.compile("/?(\\.json|\\.xml|\\.atom)?/?$", Pattern.CASE_INSENSITIVE);

    /** Answered by every path and verb, before any operation is looked at. */
    private static final List<Integer> ANYWHERE = List.of(400, 401, 404, 405, 406, 412, 413, 415, 500, 503);

    private static final JsonNode OPENAPI = read();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            OpenApi31.getInstance(), builder -> builder.schemas(Map.of(LOCATION, OPENAPI.toString())));
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();
    private static final javax.xml.validation.Schema XSD = xsd();
    private static final List<Operation> OPERATIONS = operations();

    private WireContract() {}

    public static JsonNode openApi() {
        return OPENAPI;
    }

    static void check(String method, HttpResponse<String> answer) {
        String path = path(answer.uri());
        boolean readable = answer.headers().firstValue("Content-Encoding").isEmpty();
        if (isDryRun(answer)) {
            dryRun(answer);
        } else if (path.startsWith("/v") && !path.startsWith("/v1/") && readable) {
            check(answer, operation(method, path));
        }
    }

    private static boolean isDryRun(HttpResponse<String> answer) {
        return answer.statusCode() == 200
                && String.valueOf(answer.uri().getQuery()).contains("dryRun=true");
    }

    private static void dryRun(HttpResponse<String> answer) {
        declared(
                answer,
                OPENAPI.path("components").path("responses").path("DryRun").path("content"));
    }

    private static void check(HttpResponse<String> answer, Optional<Operation> operation) {
        String status = Integer.toString(answer.statusCode());
        JsonNode declared = resolved(operation
                .map(known -> known.declaration().path("responses").path(status))
                .orElse(OPENAPI.path("none")));
        if (declared.isMissingNode()) {
            assertThat(ANYWHERE).as("%s: status is declared", answer).contains(answer.statusCode());
            fault(answer);
        } else {
            declared(answer, declared.path("content"));
        }
    }

    private static void declared(HttpResponse<String> answer, JsonNode content) {
        String type = type(answer);
        if (content.isMissingNode()) {
            assertThat(answer.body()).as("%s has no body", answer).isEmpty();
            assertThat(type).isEmpty();
        } else if (type.equals("application/xml")) {
            valid(answer, content.path(type).path("x-xsd-element"));
        } else if (type.equals("application/atom+xml")) {
            assertThat(content.has(type)).as("%s is declared", answer).isTrue();
            AtomFeed.read(answer.body());
        } else {
            assertThat(type).as("%s", answer).isEqualTo("application/json");
            valid(answer, content.path(type).path("schema").path("$ref").stringValue());
        }
    }

    private static void fault(HttpResponse<String> answer) {
        if (type(answer).equals("application/xml")) {
            valid(answer, OPENAPI.path("none"));
        } else {
            valid(answer, "#/components/schemas/Fault");
        }
    }

    private static void valid(HttpResponse<String> answer, String schema) {
        Schema known = SCHEMAS.computeIfAbsent(
                schema, reference -> REGISTRY.getSchema(SchemaLocation.of(LOCATION + reference)));
        assertThat(known.validate(JsonMapper.shared().readTree(answer.body())))
                .as("%s: %s", answer, answer.body())
                .isEmpty();
    }

    private static void valid(HttpResponse<String> answer, JsonNode elements) {
        try {
            XSD.newValidator().validate(new StreamSource(new StringReader(answer.body())));
        } catch (SAXException | IOException invalid) {
            throw new AssertionError(answer + ": " + answer.body(), invalid);
        }
        if (!elements.isMissingNode()) {
            String root = answer.body().replaceFirst("(?s)^<\\?xml[^>]*>\\s*<(\\w+).*", "$1");
            assertThat(elements.toString()).as("%s", answer).contains("\"" + root + "\"");
        }
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }

    /** As the service reads it. */
    private static String path(URI uri) {
        String path = EXTENSION.matcher(uri.getRawPath()).replaceFirst("");
        int end = path.lastIndexOf('/') + 1;
        return path.substring(0, end) + path.substring(end).toLowerCase(Locale.ROOT);
    }

    private static Optional<Operation> operation(String method, String path) {
        return OPERATIONS.stream()
                .filter(known -> known.method().equalsIgnoreCase(method)
                        && known.path().matcher(path).matches())
                .findFirst();
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        OPENAPI.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(verb -> verb.getValue().has("responses"))
                        .forEach(verb ->
                                operations.add(new Operation(verb.getKey(), pattern(path.getKey()), verb.getValue()))));
        // What has fewer variables is meant more exactly: /protocols, not /{loadBalancerId}.
        operations.sort((one, other) -> variables(one) - variables(other));
        return operations;
    }

    private static int variables(Operation operation) {
        return operation.path().pattern().split("\\[", -1).length;
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(TEMPLATE.matcher(template.replace(".", "\\.")).replaceAll("[^/]+"));
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? OPENAPI.at(node.path("$ref").stringValue().substring(1)) : node;
    }

    private static JsonNode read() {
        try {
            return JsonMapper.shared().readTree(Files.readString(SPEC.resolve("openapi.json")));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static javax.xml.validation.Schema xsd() {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(SPEC.resolve("loadbalancers.xsd").toFile());
        } catch (SAXException invalid) {
            throw new IllegalStateException(invalid);
        }
    }

    /** @param declaration OpenAPI's operation object */
    private record Operation(String method, Pattern path, JsonNode declaration) {}
}
