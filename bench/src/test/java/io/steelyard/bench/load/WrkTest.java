package io.steelyard.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WrkTest {
    @Test
    void readsTheReportAmongWhatWrkWritesForPeople() throws Exception {
        String output = """
                Running 2s test @ http://127.0.0.1:19090/
                  129879 requests in 2.00s, 30.47MB read
                Requests/sec:  64834.86

                {"requests":129879,"durationMicros":2000000,"connectErrors":1,"readErrors":2,"writeErrors":3,\
                "timeouts":4,"statusErrors":5,"p50Micros":859,"p99Micros":2004,"p999Micros":3001}
                """;

        LoadResult result = Wrk.parse(output);

        assertThat(result).isEqualTo(new LoadResult(129_879, 2_000_000, 1, 2, 3, 4, 5, 859, 2004, 3001));
        assertThat(result.failed()).isEqualTo(15);
        assertThat(result.requestsPerSecond()).isEqualTo(64_939.5);
    }

    @Test
    void passesOnWhatWrkSaysWhenItMeasuresNothing() {
        assertThatThrownBy(() -> Wrk.parse("unable to connect to 127.0.0.1:1 Connection refused\n"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("unable to connect to 127.0.0.1:1 Connection refused");
    }
}
