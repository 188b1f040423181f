package io.steelyard.bench.result;

import java.util.Optional;

/**
 * One measured thing, beside what it should be.
 *
 * @param name what was measured, of whom, and its unit
 * @param aim empty where there is none
 */
public record Figure(String name, Spread spread, Optional<Aim> aim) {
    /** Without an aim. */
    public static Figure of(String name, double... values) {
        return new Figure(name, Spread.of(values), Optional.empty());
    }

    public static Figure of(String name, Aim aim, double... values) {
        return new Figure(name, Spread.of(values), Optional.of(aim));
    }
}
