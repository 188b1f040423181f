package io.steelyard.domain.listener;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ports from {@code first} to {@code last}, both included. */
public record PortRange(Port first, Port last) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})-([0-9]{1,5})");

    public PortRange {
        if (last.value() < first.value()) {
            throw new IllegalArgumentException("a range of ports does not end before it begins: " + first + "-" + last);
        }
    }

    /**
     * From its written form, {@code 30000-30999}.
     *
     * @throws IllegalArgumentException with a sentence for who wrote it
     */
    public static PortRange parse(String text) {
        Matcher range = FORM.matcher(text);
        if (!range.matches()) {
            throw new IllegalArgumentException("a range of ports is written FIRST-LAST");
        }
        return new PortRange(new Port(Integer.parseInt(range.group(1))), new Port(Integer.parseInt(range.group(2))));
    }

    /** How many ports it has. */
    public int size() {
        return last.value() - first.value() + 1;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
