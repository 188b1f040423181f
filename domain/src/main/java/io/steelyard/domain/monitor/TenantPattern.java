package io.steelyard.domain.monitor;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How large a tenant's regular expression may become. Matching in linear time is not enough: counted repetitions unroll, so
 * that a few characters can stand for millions of steps. What this lets pass can be compiled without harm.
 */
public final class TenantPattern {
    /** In characters. */
    public static final int MAX_LENGTH = 128;

    /** Of a pattern's length and all of its counts, multiplied: what it could unroll to. */
    static final int MAX_UNROLLED = 4_000;

    private static final int MAX_COUNT = 1_000;
    private static final Pattern COUNTED = Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");

    private TenantPattern() {}

    /** Whether it is short, and stays small when its counted repetitions are unrolled. Says nothing of its syntax. */
    public static boolean isBounded(String regex) {
        return !regex.isEmpty() && regex.length() <= MAX_LENGTH && unrolled(regex) <= MAX_UNROLLED;
    }

    /** As if each repetition held all of the others: never too little. */
    private static long unrolled(String regex) {
        long size = regex.length();
        for (MatchResult count : COUNTED.matcher(regex).results().toList()) {
            size = Math.min(size * Math.max(1, most(count)), Integer.MAX_VALUE);
        }
        return size;
    }

    private static long most(MatchResult count) {
        String least = count.group(1);
        String most = count.group(2) == null || count.group(2).isEmpty() ? least : count.group(2);
        return Math.max(number(least), number(most));
    }

    private static long number(String digits) {
        return digits.length() > 4 ? MAX_COUNT * MAX_COUNT : Long.parseLong(digits);
    }
}
