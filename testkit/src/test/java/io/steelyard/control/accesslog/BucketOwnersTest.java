package io.steelyard.control.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.steelyard.domain.account.TenantId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketOwnersTest {
    private static final TenantId ONE = new TenantId(1);
    private static final TenantId ELEVEN = new TenantId(11);

    @Test
    void aNamedBucketIsOneAccountsAlone() {
        BucketOwners owners = new BucketOwners(Map.of("shop", ONE, "logs-11", ONE), Optional.of("logs-{tenant}"));

        assertThat(owners.owns(ONE, "shop")).isTrue();
        assertThat(owners.owns(ELEVEN, "shop")).isFalse();
        assertThat(owners.owns(ONE, "logs-11")).isTrue();
        assertThat(owners.owns(ELEVEN, "logs-11")).isFalse();
        assertThat(owners.owns(ONE, "nobodys")).isFalse();
    }

    @Test
    void aPatternGivesEachAccountItsOwn() {
        BucketOwners owners = new BucketOwners(Map.of(), Optional.of("logs-{tenant}-eu"));

        assertThat(owners.owns(ELEVEN, "logs-11-eu")).isTrue();
        assertThat(owners.owns(ONE, "logs-11-eu")).isFalse();
        assertThat(owners.owns(ONE, "logs-1")).isFalse();
        assertThat(owners.owns(ONE, "logs-{tenant}-eu")).isFalse();
        assertThat(owners.couldBe("logs-4711-eu")).isTrue();
        assertThat(owners.couldBe("logs-eu")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"logs", "logs1{tenant}", "{tenant}1", "{tenant}-{tenant}", "a/{tenant}", "-{tenant}", "{tenant}*"
            })
    void refusesOtherPatterns(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> new BucketOwners(Map.of(), Optional.of(pattern)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "../etc", "a/b", "a b", ".."})
    void refusesWhatIsNoNameOfABucket(String bucket) {
        assertThatIllegalArgumentException().isThrownBy(() -> new BucketOwners(Map.of(bucket, ONE), Optional.empty()));
    }
}
