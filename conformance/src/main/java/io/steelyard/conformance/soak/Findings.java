package io.steelyard.conformance.soak;

import java.io.PrintStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a run finds as it goes on. Any thread may add to it.
 *
 * @param figures by what they say, in the order in which they were found
 * @param violations what went wrong, in sentences
 */
public record Findings(Map<String, Object> figures, List<String> violations) implements Outcome {
    /** Of a run that begins. */
    public Findings() {
        this(Collections.synchronizedMap(new LinkedHashMap<>()), new CopyOnWriteArrayList<>());
    }

    /** Notes a figure, in place of an earlier one of that name. */
    public void figure(String name, Object value) {
        figures.put(name, value);
    }

    /** Notes what went wrong. */
    public void violate(String sentence) {
        violations.add(sentence);
    }

    /** Notes it unless it holds. */
    public void require(boolean holds, String otherwise) {
        if (!holds) {
            violate(otherwise);
        }
    }

    @Override
    public boolean isClean() {
        return violations.isEmpty();
    }

    @Override
    public void print(PrintStream out) {
        violations.forEach(violation -> out.println("VIOLATION " + violation));
        figures.forEach((name, value) ->
                out.printf("%s: %s%n", name, value instanceof Long number ? "%,d".formatted(number) : value));
        out.printf("%d violations%n", violations.size());
    }
}
