package io.steelyard.proxy.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskedTest {
    private static final String URI = "http://shop.test/a";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic YTpi",
                "Cookie: a=b",
                "COOKIE: ",
                "Range: bytes=0-1",
                "If-None-Match: \"a\"",
                "If-Modified-Since: Sat, 21 Nov 2026 10:00:00 GMT",
                "Expect: 100-continue",
                "Origin: https://evil.test",
                "X-Forwarded-Host: evil.test",
                "X-HTTP-Method-Override: DELETE",
                "Cache-Control: no-store",
                "Cache-Control: max-age=1, no-store",
                "Cache-Control: max-age=1, max-age=2",
                "Cache-Control: max-age=-1",
                "Cache-Control: max-age=1.5",
                "Cache-Control: max-age",
                "Cache-Control: max-age=",
                "Cache-Control: a=\"no end",
                "Cache-Control: a b",
                "Cache-Control: =5",
                "Cache-Control: min-fresh=soon"
            })
    void aCacheHasNothingToDoWith(String field) {
        assertThat(Asked.of(URI, Messages.fields("Accept: */*", field))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cache-Control: no-cache",
                "Cache-Control: NO-CACHE",
                "Cache-Control: max-age=0",
                "Cache-Control: max-age=\"0\"",
                "Cache-Control:  , max-stale ,\tno-cache",
                "Pragma: no-cache"
            })
    void goesToANodeAndItsAnswerMayBeKept(String field) {
        assertThat(Asked.of(URI, Messages.fields(field)))
                .hasValueSatisfying(asked -> assertThat(asked.takesKept()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: */*",
                "Connection: Upgrade, HTTP2-Settings|Upgrade: h2c|HTTP2-Settings: x",
                "Cache-Control: max-age=1",
                "Cache-Control: max-stale=5",
                "Cache-Control: a=\"no-store, no-cache\"",
                "Cache-Control: ",
                "Pragma: x",
                "Pragma: no-cache|Cache-Control: max-age=9"
            })
    void takesWhatIsKept(String fields) {
        assertThat(Asked.of(URI, Messages.lines(fields)))
                .hasValueSatisfying(asked -> assertThat(asked.takesKept()).isTrue());
    }

    @Test
    void knowsWhatItMayBeGiven() {
        Asked asked =
                Messages.asked(URI, "Cache-Control: max-age=7, min-fresh=99999999999", "Accept-Encoding: gzip, br");

        assertThat(asked).isEqualTo(new Asked(URI, "=gzip, br", true, 7, Integer.MAX_VALUE));
    }
}
