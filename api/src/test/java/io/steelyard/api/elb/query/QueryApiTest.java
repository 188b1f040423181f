package io.steelyard.api.elb.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryApiTest {
    private static final Action LIST = (_, _) -> {};

    private static QueryApi api(Envelope envelope) {
        return new QueryApi("shop", "http://shop/doc/2012-06-01/", envelope, true, Map.of("List", LIST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Action=List&Version=2012-06-01", "Action=List&Version=", "Action=List"})
    void anActionIsFoundByItsNameAndVersion(String form) {
        assertThat(api(Envelope.QUERY).action(Parameters.of(form))).isSameAs(LIST);
    }

    @ParameterizedTest
    @CsvSource({
        "Action=List&Version=2015-12-01, INVALID_ACTION, 2015-12-01",
        "Action=Lists&Version=2012-06-01, INVALID_ACTION, Lists",
        "Version=2012-06-01, MISSING_ACTION, Action"
    })
    void whatIsNotThereIsNamed(String form, QueryError error, String named) {
        assertThatThrownBy(() -> api(Envelope.QUERY).action(Parameters.of(form)))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        refused -> assertThat(refused.error()).isEqualTo(error))
                .hasMessageContaining(named);
    }

    @Test
    void ec2IsAskedInManyVersions() {
        assertThat(api(Envelope.EC2).action(Parameters.of("Action=List&Version=2014-10-01")))
                .isSameAs(LIST);
    }
}
