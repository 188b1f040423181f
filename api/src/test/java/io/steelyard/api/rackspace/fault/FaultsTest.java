package io.steelyard.api.rackspace.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Violation;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest {
    static Stream<Arguments> refusals() {
        LoadBalancerId id = new LoadBalancerId(7);
        return Stream.of(
                Arguments.of(new Refusal.NotFound(Refusal.Noun.NODE), "itemNotFound", 404),
                Arguments.of(Refusal.Invalid.because("port", Violation.Rule.REQUIRED, "given"), "badRequest", 400),
                Arguments.of(new Refusal.Immutable(id, Status.BUILD), "immutableEntity", 422),
                Arguments.of(new Refusal.Conflict(Refusal.Noun.NODE, "10.1.1.1:80"), "unprocessableEntity", 422),
                Arguments.of(new Refusal.OverLimit(Refusal.Limit.LOAD_BALANCERS, 25), "overLimit", 413),
                Arguments.of(new Refusal.OutOfVirtualIps(), "outOfVirtualIps", 500),
                Arguments.of(new Refusal.Unauthorized(), "unauthorized", 401),
                Arguments.of(new Refusal.Forbidden(), "unauthorized", 403),
                Arguments.of(new Refusal.Gone(id), "gone", 410),
                Arguments.of(new Refusal.Unavailable(Duration.ofSeconds(30)), "serviceUnavailable", 503));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void givesEachRefusalItsFault(Refusal refusal, String name, int code) {
        Fault fault = Faults.of(refusal);

        assertThat(fault.name()).isEqualTo(name);
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.message()).isNotBlank();
        assertThat(fault.details()).isNotBlank();
    }

    @Test
    void saysWhyABalancerIsImmutableInTheSentenceThatClientsKnow() {
        assertThat(Faults.of(new Refusal.Immutable(new LoadBalancerId(7), Status.PENDING_UPDATE))
                        .message())
                .isEqualTo("Load Balancer '7' has a status of 'PENDING_UPDATE' and is considered immutable.");
    }

    @Test
    void looksOnTheWireAsTheSpecificationSays() {
        Response response = Faults.of(
                        Refusal.Invalid.because("port", Violation.Rule.OUT_OF_RANGE, "a whole number from 1 to 65535"))
                .response(Format.JSON);

        assertThat(((Representation) response.getEntity()).content().toString())
                .isEqualTo("{\"message\":\"Validation fault\",\"code\":400,\"details\":\"The object is not valid\","
                        + "\"validationErrors\":{\"messages\":[\"port must be a whole number from 1 to 65535.\"]}}");
    }

    @Test
    void saysWhenToAskAgain() {
        Response response =
                Faults.of(new Refusal.Unavailable(Duration.ofMillis(1))).response(Format.JSON);

        assertThat(response.getHeaderString("Retry-After")).isEqualTo("1");
    }

    @Test
    void doesNotRepeatThousandsOfViolations() {
        List<Violation> many =
                Collections.nCopies(1_000, new Violation("x", Violation.Rule.UNKNOWN_ATTRIBUTE, "left out"));

        assertThat(Faults.of(new Refusal.Invalid(many)).validationErrors())
                .hasSize(51)
                .last()
                .isEqualTo("950 more rules are broken.");
    }
}
