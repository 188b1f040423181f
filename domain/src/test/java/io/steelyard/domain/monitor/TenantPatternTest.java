package io.steelyard.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantPatternTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "^[234][0-9][0-9]$",
                " ",
                "[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}",
                "\\d{4}-\\d{2}-\\d{2}",
                "a{0}b{,}c{2,}",
                "{\"status\": ?\"ok\"}"
            })
    void whatPeopleWritePasses(String regex) {
        assertThat(TenantPattern.isBounded(regex)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "((a{100}){100}){100}",
                "(a{1,1000}){1,1000}",
                "(a{0,1000}){5}",
                "a{99999999999999999999}",
                "(((((((((((((a{2}){2}){2}){2}){2}){2}){2}){2}){2}){2}){2}){2}){2})"
            })
    void whatUnrollsIsRefused(String regex) {
        assertThat(TenantPattern.isBounded(regex)).isFalse();
    }

    @Test
    void itsLengthHasALimit() {
        assertThat(TenantPattern.isBounded("a".repeat(TenantPattern.MAX_LENGTH)))
                .isTrue();
        assertThat(TenantPattern.isBounded("a".repeat(TenantPattern.MAX_LENGTH + 1)))
                .isFalse();
    }
}
