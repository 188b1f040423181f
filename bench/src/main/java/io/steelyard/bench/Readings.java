package io.steelyard.bench;

import io.steelyard.bench.result.Aim;
import io.steelyard.bench.result.Figure;
import io.steelyard.bench.result.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Figures that are read once after each start, by name, in the order of their first reading. */
final class Readings {
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    void add(String name, double value) {
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    /** @param aims by name */
    List<Figure> figures(Map<String, Aim> aims) {
        return values.entrySet().stream()
                .map(reading -> new Figure(
                        reading.getKey(), spread(reading.getValue()), Optional.ofNullable(aims.get(reading.getKey()))))
                .toList();
    }

    private static Spread spread(List<Double> readings) {
        return Spread.of(readings.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
