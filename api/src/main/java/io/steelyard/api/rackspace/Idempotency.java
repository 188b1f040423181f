package io.steelyard.api.rackspace;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.RequestException;
import io.steelyard.control.idempotency.AnsweredAlreadyException;
import io.steelyard.control.idempotency.IdempotencyService;
import io.steelyard.control.idempotency.KeptAnswer;
import io.steelyard.control.idempotency.Receipt;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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
     * @param about the balancer that the write made, or made something in
     * @param show the answer to the write
     * @param write hands the receipt to the unit that makes things
     * @throws RequestException 400 when the key is none, 422 when it came with another request before
     * @throws RefusedException with Gone when the balancer was deleted since
     */
    public <T> Response accepted(
            ContainerRequestContext request,
            @Nullable JsonNode body,
            Function<T, LoadBalancerId> about,
            Function<T, Representation> show,
            Function<Receipt<T>, T> write) {
        Optional<String> key = key(request);
        if (DryRuns.isWanted(request)) {
            return Answers.accepted(show.apply(write.apply(Receipt.none())));
        }
        if (key.isEmpty()) {
            return Answers.accepted(show.apply(write.apply(Receipt.none())));
        }
        TenantId tenant = CallerOf.request(request).tenant();
        String fingerprint = fingerprint(request, body);
        Receipt<T> receipt = (unit, made) -> service.keep(
                unit,
                tenant,
                key.get(),
                fingerprint,
                about.apply(made),
                show.apply(made).text());
        return earlier(tenant, key.get(), fingerprint)
                .orElseGet(() ->
                        once(() -> show.apply(write.apply(receipt)), () -> earlier(tenant, key.get(), fingerprint)));
    }

    private static Response once(Supplier<Representation> write, Supplier<Optional<Response>> earlier) {
        try {
            return Answers.accepted(write.get());
        } catch (AnsweredAlreadyException meanwhile) {
            return earlier.get().orElseThrow(() -> meanwhile);
        }
    }

    private Optional<Response> earlier(TenantId tenant, String key, String fingerprint) {
        return service.answered(tenant, key).map(kept -> again(kept, fingerprint));
    }

    private static Response again(KeptAnswer kept, String fingerprint) {
        if (!kept.fingerprint().equals(fingerprint)) {
            throw new RequestException(422, "This " + HEADER + " came with another request before; take a new one.");
        }
        return kept.answer()
                .map(answer -> Answers.accepted(Representation.ofText(answer)))
                .orElseThrow(() -> new RefusedException(new Refusal.Gone(kept.loadBalancer())));
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
