package io.steelyard.api.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.WireContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The tables of {@code docs/use/operations.md} have a row for everything that {@code spec/} promises, and a test for each. */
class OperationsTableTest {
    private static final String DOCUMENT = read(Path.of("..", "docs", "use", "operations.md"));
    private static final String XSD = read(Path.of("..", "spec", "rackspace", "loadbalancers.xsd"));
    private static final JsonNode OPENAPI = WireContract.openApi();
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final Pattern TYPE = Pattern.compile("(?s)<xs:complexType name=\"(\\w+)\".*?</xs:complexType>");
    private static final Pattern MEMBER = Pattern.compile("<xs:(?:attribute|element) name=\"(\\w+)\"");
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+)\\.(\\w+)`");
    private static final Map<String, List<String>> SCHEMAS = Map.of(
            "loadBalancer",
            List.of(
                    "LoadBalancer",
                    "ListedLoadBalancer",
                    "DeletedLoadBalancer",
                    "NewLoadBalancer",
                    "LoadBalancerUpdate"),
            "node",
            List.of("Node", "NodeWithMetadata", "NewNode", "NodeUpdate"),
            "virtualIp",
            List.of("VirtualIp", "NewVirtualIp"),
            "time",
            List.of("Time"));

    @Test
    void everyOperationHasARowWithItsRequestAndStatuses() {
        Map<String, List<String>> declared = new LinkedHashMap<>();
        OPENAPI.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(verb -> verb.getValue().has("responses"))
                        .forEach(verb -> declared.put(
                                verb.getValue().path("operationId").stringValue(),
                                List.of(
                                        verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                        String.join(
                                                " ",
                                                verb.getValue()
                                                        .path("responses")
                                                        .propertyNames())))));

        Map<String, List<String>> rows = rows("Operations");

        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(declared.keySet());
        declared.forEach((operation, facts) -> assertThat(rows.get(operation))
                .as(operation)
                .startsWith("`" + facts.getFirst() + "`", facts.getLast()));
    }

    @Test
    void everyStatusHasARow() {
        Set<String> declared = OPENAPI.path("paths").findValues("responses").stream()
                .flatMap(responses -> responses.propertyNames().stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(rows("Statuses").keySet()).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void everyAttributeHasARow() {
        Set<String> declared = new TreeSet<>();
        TYPE.matcher(XSD)
                .results()
                .filter(type -> !type.group(1).endsWith("s"))
                .forEach(type -> MEMBER.matcher(type.group())
                        .results()
                        .forEach(member -> declared.add(lowerCase(type.group(1)) + "." + member.group(1))));
        loginAttributes().forEach(name -> declared.add("login." + name));

        assertThat(rows("Attributes").keySet()).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void openApiAndTheXsdHaveTheSameAttributes() {
        SCHEMAS.forEach((noun, schemas) -> {
            Set<String> properties = schemas.stream()
                    .flatMap(schema ->
                            OPENAPI.at("/components/schemas/" + schema + "/properties").propertyNames().stream())
                    .map(name -> noun + "." + name)
                    .collect(Collectors.toSet());

            assertThat(rows("Attributes").keySet().stream().filter(row -> row.startsWith(noun + ".")))
                    .containsExactlyInAnyOrderElementsOf(properties);
        });
    }

    @Test
    void everyFaultHasARow() {
        Set<String> declared = Pattern.compile("<xs:element name=\"(\\w+)\" type=\"(\\w+)\"/>")
                .matcher(XSD)
                .results()
                .filter(element -> isFault(element.group(2)))
                .map(element -> element.group(1))
                .collect(Collectors.toSet());

        assertThat(rows("Faults").keySet()).containsExactlyInAnyOrderElementsOf(declared);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Operations", "Statuses", "Attributes", "Faults"})
    void everyRowNamesATestThatExists(String table) {
        rows(table).forEach((row, cells) -> {
            assertThat(cells.get(cells.size() - 2)).as("JSON of %s", row).matches(TEST_NAME);
            assertThat(cells.getLast())
                    .as("XML of %s", row)
                    .matches(text -> text.equals("–") || TEST_NAME.matcher(text).matches());
            TEST_NAME
                    .matcher(String.join(" ", cells))
                    .results()
                    .forEach(test -> assertThat(source(test.group(1))).contains(" " + test.group(2) + "("));
        });
    }

    private static boolean isFault(String type) {
        int at = XSD.indexOf("<xs:complexType name=\"" + type + "\">");
        return at >= 0
                && XSD.substring(at, XSD.indexOf("</xs:complexType>", at)).contains("base=\"ServiceFault\"");
    }

    private static Set<String> loginAttributes() {
        return Stream.of("Auth", "AuthAnswer", "Tokens", "TokensAnswer")
                .map(schema -> OPENAPI.at("/components/schemas/" + schema))
                .flatMap(schema -> schema.findValues("properties").stream().flatMap(OperationsTableTest::named))
                .collect(Collectors.toSet());
    }

    private static Stream<String> named(JsonNode properties) {
        return Stream.concat(
                properties.propertyNames().stream(),
                properties.values().stream()
                        .flatMap(property -> property.findValues("properties").stream())
                        .flatMap(OperationsTableTest::named));
    }

    /** The rows of a table by what their first cell holds between backquotes. */
    private static Map<String, List<String>> rows(String heading) {
        String section = DOCUMENT.substring(DOCUMENT.indexOf("## " + heading + "\n") + 3);
        int end = section.indexOf("\n## ");
        Map<String, List<String>> rows = new LinkedHashMap<>();
        (end < 0 ? section : section.substring(0, end))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .forEach(cells -> rows.put(cells.getFirst().replace("`", ""), cells.subList(1, cells.size())));
        return rows;
    }

    private static String source(String test) {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return read(files.filter(file -> file.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static String lowerCase(String type) {
        return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
