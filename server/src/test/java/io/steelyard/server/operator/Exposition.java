package io.steelyard.server.operator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of Prometheus's text format, version 0.0.4: every line is a comment or a sample of a family whose type
 * was told before, families are not torn apart, no sample is there twice, and histograms add up.
 */
final class Exposition {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") (?:[^\\\\]|\\\\[\\\\n])*");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram|summary|untyped)");
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\"\\\\n])*\"";
    private static final Pattern SAMPLE = Pattern.compile("(" + NAME + ")(?:\\{((?:" + LABEL + ",?)*)\\})? (\\S+)");

    private final Map<String, Double> samples = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final Set<String> closed = new HashSet<>();
    private String family = "";

    private Exposition() {}

    /** @throws IllegalArgumentException with the line that breaks a rule */
    static Exposition parse(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line has no end");
        }
        Exposition read = new Exposition();
        text.lines().forEach(read::line);
        read.checkHistograms();
        return read;
    }

    private void line(String line) {
        Matcher help = HELP.matcher(line);
        Matcher type = TYPE.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (help.matches()) {
            enter(help.group(1), line);
        } else if (type.matches()) {
            enter(type.group(1), line);
            require(types.put(type.group(1), type.group(2)) == null, line);
        } else {
            require(sample.matches(), line);
            require(isOfFamily(sample.group(1)), line);
            String labels = sample.group(2) == null ? "" : sample.group(2);
            require(samples.put(sample.group(1) + "{" + labels + "}", number(sample.group(3))) == null, line);
        }
    }

    private void enter(String name, String line) {
        if (!name.equals(family)) {
            closed.add(family);
            require(!closed.contains(name), line);
            family = name;
        }
    }

    private boolean isOfFamily(String name) {
        String type = types.getOrDefault(family, "");
        return switch (type) {
            case "histogram" -> name.matches(Pattern.quote(family) + "_(bucket|sum|count)");
            case "summary" -> name.matches(Pattern.quote(family) + "(_sum|_count)?");
            case "" -> false;
            default -> name.equals(family);
        };
    }

    private void checkHistograms() {
        for (String key : List.copyOf(samples.keySet())) {
            if (key.contains("_bucket{") && key.contains("le=\"+Inf\"")) {
                String count = key.replace("_bucket{", "_count{").replaceAll(",?le=\"\\+Inf\"", "");
                require(value(key) == value(count), key + " against " + count);
            }
        }
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static void require(boolean rule, String line) {
        if (!rule) {
            throw new IllegalArgumentException(line);
        }
    }

    /** A sample by its name and labels as they are written: {@code a{b="c"}}, {@code a{}}. */
    double value(String sample) {
        Double value = samples.get(sample);
        if (value == null) {
            throw new IllegalArgumentException("there is no " + sample + " among " + new ArrayList<>(samples.keySet()));
        }
        return value;
    }

    Map<String, String> types() {
        return types;
    }
}
