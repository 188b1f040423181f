package io.steelyard.server.webhook;

import io.steelyard.api.rackspace.event.EventBody;
import io.steelyard.control.event.RecordedEvent;
import io.steelyard.control.subscription.Courier;
import io.steelyard.control.subscription.Subscription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Posts events as JSON, signed: HMAC-SHA-256 under the subscription's secret over timestamp, a dot and the body. */
public final class WebhookCourier implements Courier {
    private static final String ALGORITHM = "HmacSHA256";

    private final InstantSource clock;
    private final Function<Subscription, String> secret;
    private final PinnedPost post;

    public WebhookCourier(InstantSource clock, Function<Subscription, String> secret, PinnedPost post) {
        this.clock = clock;
        this.secret = secret;
        this.post = post;
    }

    @Override
    public void deliver(Subscription to, List<RecordedEvent> events) throws IOException {
        byte[] body = EventBody.delivery(events);
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Steelyard-Subscription", to.id().toString());
        fields.put("Steelyard-Timestamp", timestamp);
        fields.put("Steelyard-Signature", "v1=" + signature(secret.apply(to), timestamp, body));
        int status = post.send(to.url(), fields, body);
        if (status < 200 || status > 299) {
            throw new IOException("it was answered " + status);
        }
    }

    private static String signature(String secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
            mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
