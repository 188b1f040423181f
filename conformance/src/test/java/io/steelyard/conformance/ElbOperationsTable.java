package io.steelyard.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code docs/use/elb-operations.md}. */
final class ElbOperationsTable {
    /** In place of a test, where nothing answers so. */
    static final String NEVER = "–";

    private final String document;

    private ElbOperationsTable(String document) {
        this.document = document;
    }

    static ElbOperationsTable read() throws IOException {
        return new ElbOperationsTable(Files.readString(SteelyardProcess.home().resolve("docs/use/elb-operations.md")));
    }

    /** By its name: what it is asked, what it answers, what it does to traffic, its tests. */
    Map<String, List<String>> actions() {
        return rows("Actions");
    }

    /** By an action and an error: when, and the test. */
    Map<String, List<String>> errors() {
        return rows("Errors");
    }

    /** The errors that a test proves, each with its action in front. */
    List<String> provedErrors() {
        return errors().entrySet().stream()
                .filter(row -> !row.getValue().getLast().equals(NEVER))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, List<String>> rows(String heading) {
        String section = document.substring(document.indexOf("## " + heading + "\n") + 3);
        int end = section.indexOf("\n## ");
        Map<String, List<String>> rows = new LinkedHashMap<>();
        (end < 0 ? section : section.substring(0, end))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Stream.of(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .forEach(cells -> rows.put(cells.getFirst().replace("`", ""), cells.subList(1, cells.size())));
        return rows;
    }
}
