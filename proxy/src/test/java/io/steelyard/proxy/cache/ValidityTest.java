package io.steelyard.proxy.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidityTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            Cache-Control: max-age=60;                                                                60; 0
            CACHE-CONTROL: Public, MAX-AGE=60;                                                        60; 0
            Cache-Control: max-age="60";                                                              60; 0
            Cache-Control: max-age=60, s-maxage=30;                                                   30; 0
            Cache-Control: public|Cache-Control: max-age=60, must-revalidate;                         60; 0
            Cache-Control: max-age=60|Expires: 0;                                                     60; 0
            Cache-Control: max-age=99999999999;                                               2147483647; 0
            Cache-Control: max-age=60|Age: 20;                                                        60; 20
            Cache-Control: max-age=60|Date: Sat, 21 Nov 2026 09:59:30 GMT;                            60; 30
            Cache-Control: max-age=60|Date: Sat, 21 Nov 2026 09:59:30 GMT|Age: 50;                    60; 50
            Cache-Control: max-age=60|Date: Sat, 21 Nov 2026 11:00:00 GMT;                            60; 0
            Date: Sat, 21 Nov 2026 10:00:00 GMT|Expires: Sat, 21 Nov 2026 10:01:00 GMT;               60; 0
            Cache-Control: max-age=60|Vary: Accept-Encoding;                                          60; 0
            Cache-Control: max-age=60|Vary: accept-encoding, Accept-Encoding|Content-Encoding: gzip;  60; 0
            """)
    void followsWhatTheNodeSays(String fields, long lifetime, long age) {
        assertThat(of(200, fields)).hasValueSatisfying(validity -> {
            assertThat(validity.lifetime()).hasSeconds(lifetime);
            assertThat(validity.age()).hasSeconds(age);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/html",
                "Last-Modified: Sat, 21 Nov 2020 10:00:00 GMT",
                "Cache-Control: public",
                "Cache-Control: max-age=0",
                "Cache-Control: max-age=60, s-maxage=0",
                "Cache-Control: max-age=sixty",
                "Cache-Control: max-age=-60",
                "Cache-Control: max-age=60, max-age=60",
                "Cache-Control: max-age=60, no-store",
                "Cache-Control: max-age=60|Cache-Control: private",
                "Cache-Control: max-age=60, private=\"set-cookie\"",
                "Cache-Control: max-age=60, no-cache=\"a, b\"",
                "Cache-Control: max-age=60, x=\"unended",
                "Cache-Control: max-age = 60",
                "Cache-Control: max-age=60|Set-Cookie: a=b",
                "Cache-Control: max-age=60|Pragma: no-cache",
                "Cache-Control: max-age=60|Content-Range: bytes 0-1/2",
                "Cache-Control: max-age=60|Vary: *",
                "Cache-Control: max-age=60|Vary: ",
                "Cache-Control: max-age=60|Vary: Accept-Encoding, Cookie",
                "Cache-Control: max-age=60|Vary: Accept-Encoding|Vary: User-Agent",
                "Cache-Control: max-age=60|Content-Encoding: gzip",
                "Cache-Control: max-age=60|Age: 60",
                "Cache-Control: max-age=60|Age: old",
                "Cache-Control: max-age=60|Age: 1|Age: 1",
                "Cache-Control: max-age=60|Date: today",
                "Cache-Control: max-age=60|Date: Sat, 21 Nov 2026 09:59:00 GMT",
                "Expires: Sat, 21 Nov 2026 10:01:00 GMT",
                "Date: Sat, 21 Nov 2026 10:00:00 GMT|Expires: 0",
                "Date: Sat, 21 Nov 2026 10:00:00 GMT|Expires: Sat, 21 Nov 2026 10:00:00 GMT",
                "Date: Sat, 21 Nov 2026 10:00:00 GMT|Expires: Sat, 21 Nov 2026 10:01:00 GMT|"
                        + "Expires: Sat, 21 Nov 2026 10:01:00 GMT"
            })
    void isNotKept(String fields) {
        assertThat(of(200, fields)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 203, 301, 404, 410})
    void isKeptWithStatus(int status) {
        assertThat(of(status, "Cache-Control: max-age=60")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 302, 304, 307, 401, 403, 405, 500, 502, 504})
    void isNotKeptWithStatus(int status) {
        assertThat(of(status, "Cache-Control: max-age=60")).isEmpty();
    }

    @Test
    void growsOldWhileItIsWaitedFor() {
        Optional<Validity> validity =
                Validity.of(200, Messages.lines("Cache-Control: max-age=60|Age: 5"), NOW, Duration.ofMillis(4_900));

        assertThat(validity).hasValueSatisfying(kept -> assertThat(kept.age()).hasSeconds(9));
    }

    private static Optional<Validity> of(int status, String fields) {
        return Validity.of(status, Messages.lines(fields), NOW, Duration.ZERO);
    }
}
