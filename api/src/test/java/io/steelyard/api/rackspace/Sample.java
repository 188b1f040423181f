package io.steelyard.api.rackspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A body of the 2010 specification, and how another one differs from it, whichever format both have. */
record Sample(String file, String text) {
    static final Path DIRECTORY = Path.of("..", "spec", "rackspace", "samples");

    static Sample read(String file) {
        try {
            return new Sample(file, Files.readString(DIRECTORY.resolve(file)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    String mediaType() {
        return isXml() ? "application/xml" : "application/json";
    }

    private boolean isXml() {
        return file.endsWith(".xml");
    }

    /**
     * A line for each value that only one has, or that both have but not alike: {@code - /a/b} is the sample's alone,
     * {@code + /a/b} ours, {@code ~ /a/b} differs.
     *
     * @param ids which of our ids stands for which of the sample's; new ones are added
     */
    List<String> differencesOf(String ours, Map<Integer, Integer> ids) {
        Map<String, String> theirs = values(text);
        Map<String, String> own = values(ours);
        List<String> differences = new ArrayList<>();
        theirs.forEach((where, value) -> {
            if (!own.containsKey(where)) {
                differences.add("- " + where);
            } else if (!isSame(where, value, String.valueOf(own.get(where)), ids)) {
                differences.add("~ " + where);
            }
        });
        own.keySet().stream()
                .filter(where -> !theirs.containsKey(where))
                .forEach(where -> differences.add("+ " + where));
        return differences;
    }

    private static boolean isSame(String where, String theirs, String own, Map<Integer, Integer> ids) {
        if (!where.endsWith("/id")) {
            return theirs.equals(own);
        }
        return ids.computeIfAbsent(Integer.valueOf(theirs), _ -> Integer.valueOf(own)) == Integer.parseInt(own);
    }

    private Map<String, String> values(String body) {
        return isXml() ? Values.ofXml(body) : Values.ofJson(body);
    }
}
