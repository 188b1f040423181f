package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tables of {@code docs/use/elb-operations.md} have a row for everything that botocore's model has, and a test for each. That each
 * member and each error was seen on the wire is held by the scripts of those tests themselves.
 */
class ElbOperationsTableTest {
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+)\\.(\\w+)`");

    @TempDir
    Path directory;

    private ElbOperationsTable table;
    private JsonNode model;

    @BeforeEach
    void readBoth() throws Exception {
        table = ElbOperationsTable.read();
        model = new JsonMapper().readTree(PythonClient.runWith(directory, "elb_model.py"));
    }

    @Test
    void everyActionHasARowWithWhatItIsAskedAndAnswers() {
        Map<String, List<String>> rows = table.actions();

        assertThat(rows.keySet())
                .containsExactlyInAnyOrderElementsOf(model.path("actions").propertyNames())
                .hasSize(29);
        model.path("actions")
                .properties()
                .forEach(action -> assertThat(rows.get(action.getKey()))
                        .as(action.getKey())
                        .startsWith(
                                names(action.getValue().path("asked")),
                                names(action.getValue().path("answered"))));
    }

    @Test
    void everyErrorOfEachActionHasARow() {
        List<String> known =
                model.path("errors").valueStream().map(JsonNode::stringValue).toList();

        assertThat(table.errors().keySet()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void everyRowNamesATestThatExists() {
        table.actions()
                .forEach((action, cells) ->
                        assertThat(cells.getLast()).as(action).matches(tests -> exist(tests)));
        table.errors()
                .forEach((error, cells) -> assertThat(cells.getLast())
                        .as(error)
                        .matches(tests -> tests.equals(ElbOperationsTable.NEVER)
                                ? cells.getFirst().startsWith("never: ")
                                : exist(tests)));
    }

    private static String names(JsonNode members) {
        return members.isEmpty()
                ? "–"
                : String.join(
                        ", ",
                        members.valueStream()
                                .map(member -> "`" + member.stringValue() + "`")
                                .toList());
    }

    /** Whether they are tests, and are there. */
    private static boolean exist(String tests) {
        List<MatchResult> named = TEST_NAME.matcher(tests).results().toList();
        return !named.isEmpty()
                && named.stream().allMatch(test -> source(test.group(1)).contains("void " + test.group(2) + "("));
    }

    private static String source(String test) {
        Path sources = SteelyardProcess.home().resolve("conformance/src/test/java");
        try (Stream<Path> files = Files.walk(sources)) {
            return Files.readString(files.filter(file -> file.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow());
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
