package io.steelyard.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class AbTest {
    @Test
    void readsWhatItCounts() throws Exception {
        LoadResult result = Ab.parse("""
                Time taken for tests:   1.026 seconds
                Complete requests:      885
                Failed requests:        2
                   (Connect: 0, Receive: 1, Length: 0, Exceptions: 1)
                Non-2xx responses:      3

                Percentage of the requests served within a certain time (ms)
                  50%     15
                  99%     60
                 100%     67 (longest request)
                """);

        assertThat(result).isEqualTo(new LoadResult(885, 1_026_000, 0, 2, 0, 0, 3, 15_000, 60_000, 0));
    }

    @Test
    void passesOnWhatItSaysWhenItMeasuresNothing() {
        assertThatThrownBy(() -> Ab.parse("apr_socket_connect(): Connection refused (111)\n"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("Connection refused (111)");
    }
}
