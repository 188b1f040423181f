package io.steelyard.api.rackspace;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.RequestException;
import io.steelyard.control.idempotency.AnsweredAlreadyException;
import io.steelyard.control.idempotency.IdempotencyService;
import io.steelyard.control.idempotency.KeptAnswer;
import io.steelyard.control.idempotency.Receipt;
import io.steelyard.control.identity.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header) on requests that make things: sent again within
 * 24 h, a request gets its first answer and makes nothing. A request that was refused made nothing and may be sent again
 * with its key.
 */
public final class Idempotency {
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("\"?([!#-~]{1,255})\"?");

    private final IdempotencyService service;

    public Idempotency(IdempotencyService service) {
        this.service = service;
    }

    /**
     * Does a write, or finds what it was answered before.
     *
     * @param show the answer to the write
     * @param write hands the receipt to the unit that makes things
     * @throws RequestException 400 when the key is none, 422 when it came with another request before
     */
    public <T> Response accepted(
            ContainerRequestContext request,
            @Nullable JsonNode body,
            Function<T, Representation> show,
            Function<Receipt<T>, T> write) {
        return key(request)
                .map(key -> once(CallerOf.request(request), key, fingerprint(request, body), show, write))
                .orElseGet(() -> Answers.accepted(show.apply(write.apply(Receipt.none()))));
    }

    private <T> Response once(
            Caller caller,
            String key,
            String fingerprint,
            Function<T, Representation> show,
            Function<Receipt<T>, T> write) {
        Optional<KeptAnswer> earlier = service.answered(caller.tenant(), key);
        if (earlier.isPresent()) {
            return again(earlier.get(), fingerprint);
        }
        try {
            T made = write.apply((unit, noted) -> service.keep(
                    unit, caller.tenant(), key, fingerprint, show.apply(noted).text()));
            return Answers.accepted(show.apply(made));
        } catch (AnsweredAlreadyException meanwhile) {
            return again(service.answered(caller.tenant(), key).orElseThrow(() -> meanwhile), fingerprint);
        }
    }

    private static Response again(KeptAnswer kept, String fingerprint) {
        if (!kept.fingerprint().equals(fingerprint)) {
            throw new RequestException(422, "This " + HEADER + " came with another request before; take a new one.");
        }
        return Answers.accepted(Representation.ofText(kept.answer()));
    }

    private static Optional<String> key(ContainerRequestContext request) {
        return Optional.ofNullable(request.getHeaderString(HEADER)).map(text -> {
            var key = KEY.matcher(text.strip());
            if (!key.matches()) {
                throw new RequestException(400, "The " + HEADER + " has 1 to 255 printable ASCII characters.");
            }
            return key.group(1);
        });
    }

    private static String fingerprint(ContainerRequestContext request, @Nullable JsonNode body) {
        String asked = request.getMethod() + " " + CallerOf.request(request).region() + " "
                + request.getUriInfo().getPath() + " " + body;
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(asked.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
