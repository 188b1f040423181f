package io.steelyard.api.operator.maintenance;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.control.maintenance.Maintenance;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code {"maintenance":{"on":true,"since":…,"retryAfterSeconds":60,"reason":"…"}}}. */
record MaintenanceBody(Duration retryAfter, String reason) {
    private static final String ROOT = "maintenance";
    private static final String RETRY_AFTER = "retryAfterSeconds";
    private static final Duration USUAL_RETRY = Duration.ofMinutes(1);

    static Representation of(Optional<Maintenance> maintenance) {
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("on", maintenance.isPresent());
        maintenance.ifPresent(begun -> content.put("since", begun.since().toString())
                .put(RETRY_AFTER, begun.retryAfter().toSeconds())
                .put("reason", begun.reason()));
        return Representation.of(ROOT, content);
    }

    /**
     * What is left out is as usual.
     *
     * @throws RefusedException with every rule that is broken
     */
    static MaintenanceBody read(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in =
                Attributes.unwrapped(body == null ? JsonNodeFactory.instance.objectNode() : body, ROOT, violations);
        long longest = Maintenance.LONGEST_RETRY.toSeconds();
        Optional<Integer> retry = in.number(
                RETRY_AFTER, seconds -> seconds >= 1 && seconds <= longest, "a whole number from 1 to " + longest);
        Optional<String> reason = in.text(
                "reason",
                text -> text.length() <= Maintenance.LONGEST_REASON,
                "a text of at most " + Maintenance.LONGEST_REASON + " characters");
        in.refuseOthers();
        RefusedException.ifAny(violations);
        return new MaintenanceBody(retry.map(Duration::ofSeconds).orElse(USUAL_RETRY), reason.orElse(""));
    }
}
