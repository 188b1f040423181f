package io.steelyard.server.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.steelyard.domain.observed.Figures;
import io.steelyard.domain.observed.Latencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Place QUIET = new Place(1, 0);
    private static final Place BUSY = new Place(2, 0);
    private static final Place NODE = new Place(2, 9);

    @Test
    void whatGrewIsDividedByTheTimeAndTheBusiestComesFirstWithItsNodes() {
        Sample earlier = new Sample(0, Map.of(QUIET, figures(5, 0), BUSY, figures(100, 10), NODE, figures(50, 0)));
        Sample later =
                new Sample(2 * SECOND, Map.of(QUIET, figures(6, 0), BUSY, figures(300, 30), NODE, figures(250, 0)));

        List<Rates> rates = Rates.between(earlier, later);

        assertThat(rates).extracting(Rates::place).containsExactly(BUSY, NODE, QUIET);
        assertThat(rates.getFirst().requestsPerSecond()).isEqualTo(100);
        assertThat(rates.getFirst().errorShare()).isCloseTo(0.1, within(1e-9));
        assertThat(rates.getFirst().p99().toNanos()).isBetween(500_000L, 1_000_000L);
        assertThat(rates.getLast().requestsPerSecond()).isEqualTo(0.5);
    }

    @Test
    void aPlaceThatIsNewHasNoRateYetAndOneThatBeganAnewCountsFromNothing() {
        Sample earlier = new Sample(0, Map.of(BUSY, figures(1_000, 0)));
        Sample later = new Sample(SECOND, Map.of(BUSY, figures(10, 0), QUIET, figures(7, 0)));

        List<Rates> rates = Rates.between(earlier, later);

        assertThat(rates.getFirst().requestsPerSecond()).isEqualTo(10);
        assertThat(rates.getLast().requestsPerSecond()).isZero();
    }

    @Test
    void theTableKeepsToItsLines() {
        Sample now = new Sample(SECOND, Map.of(QUIET, figures(6, 0), BUSY, figures(300, 30), NODE, figures(250, 0)));
        List<Rates> rates = Rates.between(now, now);

        assertThat(Table.of(rates, 10).lines()).hasSize(4).allMatch(line -> line.length() <= 105);
        assertThat(Table.of(rates, 3).lines()).hasSize(3).last().isEqualTo("… 2 more");
        assertThat(RatesJson.of(rates)).contains("\"id\":2", "\"nodes\":[{\"id\":9");
    }

    @Test
    void amountsAreShort() {
        assertThat(Table.amount(0)).isEqualTo("0");
        assertThat(Table.amount(12)).isEqualTo("12");
        assertThat(Table.amount(12.34)).isEqualTo("12.3");
        assertThat(Table.amount(1_234)).isEqualTo("1.2k");
        assertThat(Table.amount(123_456_789)).isEqualTo("123M");
    }

    private static Figures figures(long requests, long errors) {
        List<Long> counts = new ArrayList<>(Latencies.NONE.counts());
        counts.set(2, requests);
        return new Figures(
                requests,
                1,
                requests,
                0,
                0,
                List.of(0L, requests - errors, 0L, 0L, errors),
                0,
                0,
                Map.of(),
                new Latencies(counts, requests));
    }
}
