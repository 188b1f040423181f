package io.steelyard.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagingTest {
    @ParameterizedTest
    @CsvSource({"0, 100", "-5, 100", "1, 1", "100, 100", "101, 100", "99999999999, 100"})
    void takesNoMoreThanAHundred(String limit, int effective) {
        assertThat(Paging.of(query("limit", limit)).limit()).isEqualTo(effective);
    }

    @Test
    void startsAtTheBeginningByDefault() {
        assertThat(Paging.of(new MultivaluedHashMap<>())).isEqualTo(new Paging(0, 0, 100));
    }

    @ParameterizedTest
    @CsvSource({"limit, x", "offset, 1.5", "marker, 99999999999999999999"})
    void refusesWhatIsNoNumber(String name, String value) {
        assertThatThrownBy(() -> Paging.of(query(name, value)))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining(name);
    }

    @Test
    void startsWithTheMarkerItself() {
        List<Integer> ids = List.of(3, 5, 7, 9);

        assertThat(new Paging(5, 0, 2).of(ids, id -> id)).containsExactly(5, 7);
        assertThat(new Paging(6, 1, 2).of(ids, id -> id)).containsExactly(9);
    }

    @Test
    void isEmptyPastTheEnd() {
        assertThat(new Paging(0, 4, 100).of(List.of(1, 2, 3))).isEmpty();
        assertThat(new Paging(10, 0, 100).of(List.of(1, 2, 3), id -> id)).isEmpty();
    }

    private static MultivaluedMap<String, String> query(String name, String value) {
        MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
        query.putSingle(name, value);
        return query;
    }
}
