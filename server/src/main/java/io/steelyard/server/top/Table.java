package io.steelyard.server.top;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Rates as lines of text, 100 columns at most. */
final class Table {
    private static final String LINE = "%-14s %9s %8s %7s %9s %9s %7s %8s %7s %8s %8s";
    private static final String[] UNITS = {"", "k", "M", "G", "T"};
    private static final double STEP = 1000;

    private Table() {}

    /** @param most lines, the heading among them; the rest is left out, and the last line says so */
    static String of(List<Rates> rates, int most) {
        StringBuilder text = new StringBuilder(line(
                "BALANCER",
                "REQ/S",
                "CONN/S",
                "OPEN",
                "IN B/S",
                "OUT B/S",
                "ERR %",
                "RETRY/S",
                "WAIT",
                "P50 MS",
                "P99 MS"));
        int room = Math.max(1, most - 1);
        int shown = rates.size() <= room ? rates.size() : room - 1;
        rates.stream().limit(shown).forEach(each -> text.append(line(each)));
        if (shown < rates.size()) {
            text.append("… ").append(rates.size() - shown).append(" more\n");
        }
        return text.toString();
    }

    private static String line(Rates rates) {
        return line(
                name(rates.place()),
                amount(rates.requestsPerSecond()),
                amount(rates.connectionsPerSecond()),
                Long.toString(rates.open()),
                amount(rates.bytesInPerSecond()),
                amount(rates.bytesOutPerSecond()),
                String.format(Locale.ROOT, "%.2f", 100 * rates.errorShare()),
                amount(rates.retriesPerSecond()),
                Long.toString(rates.waiting()),
                millis(rates.p50()),
                millis(rates.p99()));
    }

    private static String name(Place place) {
        return place.isNode() ? "  node " + place.node() : Integer.toString(place.loadBalancer());
    }

    private static String line(Object... columns) {
        return String.format(Locale.ROOT, LINE, columns).stripTrailing() + "\n";
    }

    private static String millis(Duration time) {
        return time.isZero() ? "-" : String.format(Locale.ROOT, "%.2f", time.toNanos() / 1e6);
    }

    /** In at most six characters. */
    static String amount(double value) {
        int unit = 0;
        double shown = value;
        while (shown >= STEP && unit < UNITS.length - 1) {
            shown /= STEP;
            unit++;
        }
        String form = shown < 100 && (unit > 0 || shown % 1 != 0) ? "%.1f%s" : "%.0f%s";
        return String.format(Locale.ROOT, form, shown, UNITS[unit]);
    }
}
