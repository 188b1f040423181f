package io.steelyard.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesSinceTest {
    private static final Instant SINCE = Instant.parse("2009-06-03T07:09:42Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1244012982",
                " 1244012982 ",
                "2009-06-03T07:09:42Z",
                "2009-06-03T07:09:42.999Z",
                "2009-06-03T01:09:42-06:00",
                "2009-06-03T09:09:42+02:00",
                "2009-06-03T09:09:42 02:00"
            })
    void readsSecondsAndTimesWithAnOffset(String text) {
        assertThat(read(text)).hasValue(new ChangesSince(SINCE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "1244012982.5",
                "2009-06-03",
                "2009-06-03T07:09:42",
                "2009-13-03T07:09:42Z",
                "1e9",
                "999999999999",
                "+1",
                "٣"
            })
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        refused -> assertThat(refused.status()).isEqualTo(400));
    }

    @Test
    void isEmptyWhenAbsentOrBlank() {
        assertThat(ChangesSince.of(new MultivaluedHashMap<>())).isEmpty();
        assertThat(read("")).isEmpty();
    }

    @Test
    void includesTheWholeSecondItNames() {
        ChangesSince changes = new ChangesSince(SINCE.plusMillis(500));

        assertThat(changes.includes(SINCE)).isTrue();
        assertThat(changes.includes(SINCE.minusMillis(1))).isFalse();
    }

    private static Optional<ChangesSince> read(String text) {
        MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
        query.putSingle("changes-since", text);
        return ChangesSince.of(query);
    }
}
