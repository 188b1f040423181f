package io.steelyard.domain.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {
    @Test
    void readsTheFormOfSettings() {
        Region region = Region.parse("ORD=us-east-1:us-east-1a,us-east-1b");

        assertThat(region.name()).hasToString("ORD");
        assertThat(region.awsName()).isEqualTo("us-east-1");
        assertThat(region.zones()).hasToString("[us-east-1a, us-east-1b]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ORD", "ORD=us-east-1", "=a:b", "ord=us-east-1:a", "ORD=us-east-1:", "ORD=US:a"})
    void refusesOtherForms(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Region.parse(text));
    }
}
