package io.steelyard.conformance.churn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyTest {
    @Test
    void onlyTheWholeAnswerToTheSameRequestIsRight() {
        String body = Body.of(170, "steady-1");

        assertThat(Body.answers(170, body)).isTrue();
        assertThat(Body.answers(171, body)).isFalse();
        assertThat(Body.answers(170, body.substring(0, body.length() - 1))).isFalse();
        assertThat(Body.answers(170, body + body)).isFalse();
        assertThat(Body.answers(170, body.replace('k', 'j'))).isFalse();
    }
}
